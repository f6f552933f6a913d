NAME="briefing"; VERSION=1; AUDIENCE="member_states"
def assemble(record, report): raise NotImplementedError
