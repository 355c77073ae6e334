"""Pages of both apps: Jinja environment, shared templates, safe markup, security headers, files.

The design system is GOV.UK's (govuk-frontend, MIT), without GOV.UK's branding.
"""
