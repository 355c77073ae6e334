"""Countries that a conversation follows, to be told when GOV.UK changes their alert level."""
from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table('follow',
        sa.Column('conversation_id', sa.String(length=64), nullable=False),
        sa.Column('country', sa.String(length=2), nullable=False),
        sa.Column('page', sa.String(length=2), nullable=False),
        sa.Column('told', sa.Integer(), nullable=False),
        sa.Column('at', sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(['conversation_id'], ['conversation.id']),
        sa.PrimaryKeyConstraint('conversation_id', 'country')
    )
    op.create_index('follow_of_page', 'follow', ['page', 'told'], unique=False)
