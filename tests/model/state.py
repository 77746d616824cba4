"""What the model keeps of a case, and how it refuses."""

LEVELS = ["网格", "村", "镇", "区"]
BAD = {"not open": "the case has not been opened", "closed": "the case is closed", "field": "a required field is missing", "back": "time goes backwards",
       "fact": "a fact that must be known is missing", "late": "it cannot be entered late like this"}
REFUSED = {"not_accepted": "nothing waits for it here", "not_allowed": "not his to do",
           "guarded": "a condition is false or a fact is missing", "undecided": "the result cannot be decided",
           "owed": "something is still owed", "designated": "designated: no further return"}


class Refused(Exception):
    def __init__(self, code):
        self.code = code


class Gap(Exception):
    """The text does not decide this case."""


class Obligation:
    """An obligation with its clock (4.1). `anchor` is None while the clock waits."""

    def __init__(self, deadline, **given):
        self.d = deadline
        self.state, self.settled, self.breached = "open", None, None
        self.anchor = self.deemed = self.due = self.raw = self.length = self.before = None
        self.holds, self.fired, self.places, self.history = (), (), {}, []
        self.scores, self.causes = (), ()  # 4.6: what a breach brought on; whose escalations hold up a supervision, None: an event
        self.back, self.again, self.carry = None, None, None  # 4.5
        self.stand_in, self.delegate, self.asks, self.asked, self.left = False, None, None, None, False
        self.of_root = 0  # which entry of the root (3.5b)
        self.__dict__.update(given)

    def clone(self):
        other = Obligation.__new__(Obligation)
        other.__dict__.update(self.__dict__, history=list(self.history))
        return other


class Case:
    def __init__(self):
        self.leaf, self.asleep, self.last = None, None, 0
        self.facts, self.level = {"次数": 1, "协办单位": []}, None
        self.first, self.latest, self.entered = {}, {}, {}
        self.obs, self.escalated_at, self.revision = [], None, 0
        self.returned, self.carried = (), {}  # 4.5
        self.children = {}  # 3.6: the end of its id, whether it has closed

    def clone(self):
        other = Case.__new__(Case)
        for name, value in self.__dict__.items():
            other.__dict__[name] = dict(value) if isinstance(value, dict) else value
        other.obs = [o.clone() for o in self.obs]
        return other

    def open(self):
        return [o for o in self.obs if o.state == "open"]
