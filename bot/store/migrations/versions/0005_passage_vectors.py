"""Vectors of passages, so that no question has to wait until a page has been read."""
from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.create_table('passage_vectors',
        sa.Column('digest', sa.String(length=32), nullable=False),
        sa.Column('vectors', sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint('digest')
    )
