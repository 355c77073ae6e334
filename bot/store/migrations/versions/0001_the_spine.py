"""The spine: conversations, messages, cases, people, synced content."""
from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.store.migrate import seed

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table('audit',
        sa.Column('id', sa.Integer(), autoincrement=False, nullable=False),
        sa.Column('at', sa.BigInteger(), nullable=False),
        sa.Column('actor', sa.String(length=64), nullable=False),
        sa.Column('action', sa.String(length=64), nullable=False),
        sa.Column('reference', sa.String(length=16), nullable=True),
        sa.Column('detail', sa.Text(), server_default='', nullable=False),
        sa.Column('words', sa.LargeBinary(), nullable=True),
        sa.Column('words_digest', sa.String(length=64), server_default='', nullable=False),
        sa.Column('hash', sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint('id')
    )
    op.create_index('audit_of', 'audit', ['reference', 'id'], unique=False)
    op.create_table('audit_head',
        sa.Column('one', sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('hash', sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint('one')
    )
    op.create_table('beat',
        sa.Column('process', sa.String(length=64), nullable=False),
        sa.Column('at', sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint('process')
    )
    op.create_table('caseworker',
        sa.Column('name', sa.String(length=64), nullable=False),
        sa.Column('display_name', sa.String(length=128), nullable=False),
        sa.Column('role', sa.String(length=16), nullable=False),
        sa.Column('password_hash', sa.String(length=255), nullable=True),
        sa.Column('disabled', sa.SmallInteger(), server_default='0', nullable=False),
        sa.Column('created_at', sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint('name')
    )
    op.create_table('content_page',
        sa.Column('country', sa.String(length=2), nullable=False),
        sa.Column('slug', sa.String(length=128), nullable=False),
        sa.Column('page', sa.Text(), nullable=False),
        sa.Column('digest', sa.String(length=64), nullable=False),
        sa.Column('updated_at', sa.String(length=40), nullable=False),
        sa.Column('stored_at', sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint('country')
    )
    op.create_table('content_version',
        sa.Column('one', sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column('version', sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint('one')
    )
    op.create_table('conversation',
        sa.Column('id', sa.String(length=64), nullable=False),
        sa.Column('channel', sa.String(length=32), nullable=False),
        sa.Column('account_hash', sa.String(length=64), nullable=True),
        sa.Column('account', sa.LargeBinary(), nullable=True),
        sa.Column('mode', sa.String(length=16), server_default='assistant', nullable=False),
        sa.Column('seq', sa.Integer(), server_default='0', nullable=False),
        sa.Column('last_citizen', sa.Integer(), server_default='0', nullable=False),
        sa.Column('answered', sa.Integer(), server_default='0', nullable=False),
        sa.Column('read_up_to', sa.Integer(), server_default='0', nullable=False),
        sa.Column('last_said', sa.Integer(), server_default='0', nullable=False),
        sa.Column('caseworker', sa.String(length=64), nullable=True),
        sa.Column('lease_owner', sa.String(length=128), nullable=True),
        sa.Column('lease_until', sa.BigInteger(), server_default='0', nullable=False),
        sa.Column('fence', sa.Integer(), server_default='0', nullable=False),
        sa.Column('attempts', sa.Integer(), server_default='0', nullable=False),
        sa.Column('claimed_at_answered', sa.Integer(), server_default='0', nullable=False),
        sa.Column('waiting_since', sa.BigInteger(), nullable=True),
        sa.Column('resume_hash', sa.String(length=64), nullable=True),
        sa.Column('resume_until', sa.BigInteger(), nullable=True),
        sa.Column('context', sa.LargeBinary(), nullable=True),
        sa.Column('created_at', sa.BigInteger(), nullable=False),
        sa.Column('last_citizen_at', sa.BigInteger(), nullable=True),
        sa.Column('seen_at', sa.BigInteger(), nullable=True),
        sa.Column('ended_at', sa.BigInteger(), nullable=True),
        sa.Column('erased_at', sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint('id'),
        sa.UniqueConstraint('resume_hash')
    )
    op.create_index('conversation_of_account', 'conversation', ['channel', 'account_hash'],
                    unique=True, sqlite_where=sa.text('account_hash IS NOT NULL AND ended_at IS NULL'),
                    postgresql_where=sa.text('account_hash IS NOT NULL AND ended_at IS NULL'))
    op.create_index('conversation_waiting', 'conversation', ['mode', 'waiting_since'],
                    unique=False, sqlite_where=sa.text('waiting_since IS NOT NULL'),
                    postgresql_where=sa.text('waiting_since IS NOT NULL'))
    op.create_table('failed_sign_in',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('name', sa.String(length=64), nullable=False),
        sa.Column('at', sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint('id')
    )
    op.create_index('failed_sign_in_of', 'failed_sign_in', ['name', 'at'], unique=False)
    op.create_table('presence',
        sa.Column('name', sa.String(length=64), nullable=False),
        sa.Column('at', sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint('name')
    )
    op.create_table('switch',
        sa.Column('name', sa.String(length=32), nullable=False),
        sa.Column('is_off', sa.SmallInteger(), server_default='0', nullable=False),
        sa.Column('message', sa.LargeBinary(), nullable=True),
        sa.Column('actor', sa.String(length=64), nullable=False),
        sa.Column('at', sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint('name')
    )
    op.create_table('case_file',
        sa.Column('reference', sa.String(length=16), nullable=False),
        sa.Column('conversation_id', sa.String(length=64), nullable=False),
        sa.Column('status', sa.String(length=16), nullable=False),
        sa.Column('origin', sa.String(length=16), nullable=False),
        sa.Column('severity', sa.String(length=2), nullable=False),
        sa.Column('topic', sa.String(length=64), nullable=False),
        sa.Column('kind', sa.String(length=64), server_default='', nullable=False),
        sa.Column('countries', sa.String(length=255), server_default='', nullable=False),
        sa.Column('reasons', sa.LargeBinary(), nullable=True),
        sa.Column('card', sa.LargeBinary(), nullable=True),
        sa.Column('questions', sa.LargeBinary(), nullable=True),
        sa.Column('opened_at', sa.BigInteger(), nullable=False),
        sa.Column('opened_seq', sa.Integer(), nullable=False),
        sa.Column('raised_seq', sa.Integer(), server_default='0', nullable=False),
        sa.Column('raised_at', sa.BigInteger(), nullable=False),
        sa.Column('waiting_at', sa.BigInteger(), nullable=True),
        sa.Column('caseworker', sa.String(length=64), nullable=True),
        sa.Column('taken_at', sa.BigInteger(), nullable=True),
        sa.Column('first_taken_at', sa.BigInteger(), nullable=True),
        sa.Column('resolved_at', sa.BigInteger(), nullable=True),
        sa.Column('resolution', sa.String(length=32), nullable=True),
        sa.Column('unread', sa.SmallInteger(), server_default='0', nullable=False),
        sa.Column('touched', sa.SmallInteger(), server_default='0', nullable=False),
        sa.Column('handed_back', sa.SmallInteger(), server_default='0', nullable=False),
        sa.Column('previous', sa.String(length=16), nullable=True),
        sa.Column('alert_due_at', sa.BigInteger(), nullable=True),
        sa.Column('alert_read_at', sa.BigInteger(), nullable=True),
        sa.Column('alert_at', sa.BigInteger(), nullable=True),
        sa.Column('alert', sa.String(length=16), server_default='', nullable=False),
        sa.ForeignKeyConstraint(['conversation_id'], ['conversation.id'], ),
        sa.PrimaryKeyConstraint('reference')
    )
    op.create_index('case_of', 'case_file', ['conversation_id', 'opened_at'], unique=False)
    op.create_index('case_open_once', 'case_file', ['conversation_id'],
                    unique=True, sqlite_where=sa.text("status <> 'resolved'"),
                    postgresql_where=sa.text("status <> 'resolved'"))
    op.create_index('case_status', 'case_file', ['status', 'severity'], unique=False)
    op.create_table('conversation_key',
        sa.Column('key_hash', sa.String(length=64), nullable=False),
        sa.Column('conversation_id', sa.String(length=64), nullable=False),
        sa.Column('created_at', sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(['conversation_id'], ['conversation.id'], ),
        sa.PrimaryKeyConstraint('key_hash')
    )
    op.create_index('conversation_key_of', 'conversation_key', ['conversation_id'], unique=False)
    op.create_table('feedback',
        sa.Column('conversation_id', sa.String(length=64), nullable=False),
        sa.Column('seq', sa.Integer(), autoincrement=False, nullable=False),
        sa.Column('helpful', sa.SmallInteger(), server_default='0', nullable=False),
        sa.Column('at', sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(['conversation_id'], ['conversation.id'], ),
        sa.PrimaryKeyConstraint('conversation_id', 'seq')
    )
    op.create_table('inbox',
        sa.Column('channel', sa.String(length=32), nullable=False),
        sa.Column('scope', sa.String(length=64), nullable=False),
        sa.Column('key_hash', sa.String(length=64), nullable=False),
        sa.Column('conversation_id', sa.String(length=64), nullable=False),
        sa.Column('seq', sa.Integer(), nullable=False),
        sa.Column('raw', sa.LargeBinary(), nullable=True),
        sa.Column('at', sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(['conversation_id'], ['conversation.id'], ),
        sa.PrimaryKeyConstraint('channel', 'scope', 'key_hash')
    )
    op.create_index('inbox_of', 'inbox', ['conversation_id', 'seq'], unique=False)
    op.create_table('message',
        sa.Column('conversation_id', sa.String(length=64), nullable=False),
        sa.Column('seq', sa.Integer(), autoincrement=False, nullable=False),
        sa.Column('author', sa.String(length=16), nullable=False),
        sa.Column('body', sa.LargeBinary(), nullable=True),
        sa.Column('details', sa.LargeBinary(), nullable=True),
        sa.Column('at', sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(['conversation_id'], ['conversation.id'], ),
        sa.PrimaryKeyConstraint('conversation_id', 'seq')
    )
    op.create_index('message_at', 'message', ['at'], unique=False)
    op.create_table('notice_once',
        sa.Column('conversation_id', sa.String(length=64), nullable=False),
        sa.Column('name', sa.String(length=128), nullable=False),
        sa.Column('seq', sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(['conversation_id'], ['conversation.id'], ),
        sa.PrimaryKeyConstraint('conversation_id', 'name')
    )
    op.create_table('one_time',
        sa.Column('token_hash', sa.String(length=64), nullable=False),
        sa.Column('name', sa.String(length=64), nullable=False),
        sa.Column('expires_at', sa.BigInteger(), nullable=False),
        sa.Column('used_at', sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(['name'], ['caseworker.name'], ),
        sa.PrimaryKeyConstraint('token_hash')
    )
    op.create_table('outbox',
        sa.Column('conversation_id', sa.String(length=64), nullable=False),
        sa.Column('seq', sa.Integer(), autoincrement=False, nullable=False),
        sa.Column('channel', sa.String(length=32), nullable=False),
        sa.Column('author', sa.String(length=16), nullable=False),
        sa.Column('state', sa.String(length=16), nullable=False),
        sa.Column('provider_id', sa.String(length=200), nullable=True),
        sa.Column('attempts', sa.Integer(), server_default='0', nullable=False),
        sa.Column('next_at', sa.BigInteger(), nullable=False),
        sa.Column('at', sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(['conversation_id'], ['conversation.id'], ),
        sa.PrimaryKeyConstraint('conversation_id', 'seq')
    )
    op.create_index('outbox_due', 'outbox', ['channel', 'next_at'],
                    unique=False, sqlite_where=sa.text("state = 'queued'"),
                    postgresql_where=sa.text("state = 'queued'"))
    op.create_table('session',
        sa.Column('token_hash', sa.String(length=64), nullable=False),
        sa.Column('name', sa.String(length=64), nullable=False),
        sa.Column('created_at', sa.BigInteger(), nullable=False),
        sa.Column('last_seen_at', sa.BigInteger(), nullable=False),
        sa.Column('expires_at', sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(['name'], ['caseworker.name'], ),
        sa.PrimaryKeyConstraint('token_hash')
    )
    op.create_index('session_of', 'session', ['name'], unique=False)
    op.create_table('turn',
        sa.Column('conversation_id', sa.String(length=64), nullable=False),
        sa.Column('message_seq', sa.Integer(), autoincrement=False, nullable=False),
        sa.Column('events', sa.LargeBinary(), nullable=True),
        sa.Column('before', sa.LargeBinary(), nullable=True),
        sa.Column('at', sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(['conversation_id'], ['conversation.id'], ),
        sa.PrimaryKeyConstraint('conversation_id', 'message_seq')
    )
    op.create_table('danger',
        sa.Column('conversation_id', sa.String(length=64), nullable=False),
        sa.Column('seq', sa.Integer(), autoincrement=False, nullable=False),
        sa.Column('reference', sa.String(length=16), nullable=False),
        sa.Column('origin', sa.String(length=16), nullable=False),
        sa.Column('severity', sa.String(length=2), nullable=False),
        sa.Column('at', sa.BigInteger(), nullable=False),
        sa.Column('heard_at', sa.BigInteger(), nullable=True),
        sa.Column('replies', sa.String(length=255), server_default='', nullable=False),
        sa.ForeignKeyConstraint(['conversation_id'], ['conversation.id'], ),
        sa.ForeignKeyConstraint(['reference'], ['case_file.reference'], ),
        sa.PrimaryKeyConstraint('conversation_id', 'seq')
    )
    op.create_index('danger_unheard', 'danger', ['at'],
                    unique=False, sqlite_where=sa.text('heard_at IS NULL'),
                    postgresql_where=sa.text('heard_at IS NULL'))
    op.create_table('note',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('reference', sa.String(length=16), nullable=False),
        sa.Column('token', sa.String(length=32), nullable=False),
        sa.Column('author', sa.String(length=64), nullable=False),
        sa.Column('body', sa.LargeBinary(), nullable=True),
        sa.Column('at', sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(['reference'], ['case_file.reference'], ),
        sa.PrimaryKeyConstraint('id')
    )
    op.create_index('note_of', 'note', ['reference', 'id'], unique=False)
    if op.get_bind().dialect.name == "postgresql":
        # Read by everybody who waits for news; a sequence is no row, so nobody queues for it.
        op.execute("CREATE SEQUENCE change_number")
    seed(op.get_bind())
