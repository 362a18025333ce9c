"""Each view declares who it is for, in the words of POLICIES."""

from functools import wraps

from django.contrib.auth.decorators import login_not_required

from assessments.access.standing import STEPS
from readiness import errors

POLICIES = {
    "anyone": "also who has not signed in",
    "signed in": "every person who has signed in, with a role or without",
    "signing in": "who is about to sign in; whoever else comes is sent elsewhere",
    "setting up": "every person who has signed in, also before the second factor that their role needs is set up",
    "own factor": "who has an authenticator app and recovery codes: it is about their own",
    "own passkey": "whose passkey it is",
    "see": "who sees this assessment",
    "answer": "who may answer this question of this assessment, or one of this requirement",
    "choose": "who may set targets, root causes and ways of levers in this assessment",
    "remark": "who may write a remark on a question of this assessment",
    "submit": "who may submit this assessment",
    "share": "who may put people in charge of requirements",
    "widen": "who may take more questions into this assessment",
    "return": "who may return this assessment for correction",
    "report": "who may ask for a report of this assessment",
    "review": "who reviews this assessment, and the secretariat",
    "rate": "who may rate the answers of this assessment now",
    "settle": "who may settle where its reviewers differ, now",
    "assign": "who may say who reviews this assessment",
    "desk": "the programme's people: facilitators, experts, the secretariat",
    "own ties": "who is an expert: it is about what keeps themselves from reviewing",
    "visit": "who sees when it is visited, by whom, and the agenda",
    "plan": "who may plan its visit and change the agenda, now",
    "commit": "who may write how its operator commits itself to the visit, now",
    "checklist": "who sees what is to be checked on the spot, and the photos",
    "rate on site": "who may rate what is seen on the spot, now",
    "find": "who may write the findings of this assessment now",
    "reply": "who may say what the operator makes of the findings it was given",
    "issue": "who may issue the documents of this assessment now",
    "read document": "who may read this issued document: its kind and the state of its assessment say so",
    "calibrate": "who sees how far the operator's and the experts' ratings of this assessment lie apart",
    **dict.fromkeys(STEPS, "whose step of the process this is (STEPS), while its state allows it"),
    "see team": "who sees who is in this operator's team",
    "run team": "who may invite to this operator's team, change its roles, and remove people",
    "run programme": "who may invite facilitators, experts and the secretariat, end their roles, and run the cycles",
    "back office": "who may open the back office",
}
OPEN_WITHOUT_FACTOR = ("anyone", "signing in", "setting up")


def policy(get=None, post=None):
    """Declare who a view is for, by method, in the words of POLICIES; a method left out is answered 405.

    The view itself still asks: the declaration is what the matrix holds it to.
    """
    declared = {method: name for method, name in (("GET", get), ("POST", post)) if name}
    assert declared and set(declared.values()) <= set(POLICIES), declared
    methods = [*declared, "HEAD", "OPTIONS"] if get else [*declared, "OPTIONS"]

    def declare(view):
        @wraps(view)
        def answer(request, *args, **kwargs):
            if request.method not in methods:
                return errors.not_allowed(request, methods)
            return view(request, *args, **kwargs)

        answer.policy = declared
        return login_not_required(answer) if {"anyone", "signing in"} & {*declared.values()} else answer

    return declare
