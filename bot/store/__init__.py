"""The database: tables, repositories, key ring and migrations."""
