"""What GOV.UK says beside travel advice: what changed on a page, posts abroad, and who helps in a country."""
from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table('content_change',
        sa.Column('id', sa.Integer(), autoincrement=False, nullable=False),
        sa.Column('country', sa.String(length=2), nullable=False),
        sa.Column('at', sa.BigInteger(), nullable=False),
        sa.Column('old_status', sa.Text(), nullable=False),
        sa.Column('new_status', sa.Text(), nullable=False),
        sa.Column('change_description', sa.Text(), nullable=False),
        sa.Column('updated_at', sa.String(length=40), nullable=False),
        sa.PrimaryKeyConstraint('id')
    )
    op.create_index('content_change_of', 'content_change', ['country', 'id'], unique=False)
    op.create_table('content_posts',
        sa.Column('country', sa.String(length=2), nullable=False),
        sa.Column('posts', sa.Text(), nullable=False),
        sa.Column('digest', sa.String(length=64), nullable=False),
        sa.Column('stored_at', sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint('country')
    )
    op.create_table('content_assistance',
        sa.Column('country', sa.String(length=2), nullable=False),
        sa.Column('assistance', sa.Text(), nullable=False),
        sa.Column('stored_at', sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint('country')
    )
