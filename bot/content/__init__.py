"""PURE: travel advice, guides, posts and numbers; passages, ranking, freshness."""
