"""The people of four posts, two by two in one assessment, who answer without a rest while faults come about."""

import threading
from itertools import count, cycle
from secrets import token_urlsafe

from bench.place import ten_questions
from faults.browser import Browser, NotAnswered
from faults.record import Record

POSTS = 4
FIELDS = ("value", "remark")
SAVES_TO_A_PAGE = 30


class Crowd:
    """Eight signed-in people. In each question one of two colleagues gives the level and the other the remark.

    So nobody meets a conflict, and whatever one of them overwrites of the other is a save mixed up.
    """

    def __init__(self, port: int, posts: int = POSTS, name: str = "post"):
        from assessments.models import Assessment, Membership, Operator, User
        from readiness.publish import publish

        self.record, self.name = Record(), name
        self.threads: list[threading.Thread] = []
        framework = publish(ten_questions())[0]
        self.codes: dict[str, list[str]] = {}
        for requirement, code in framework.questions.order_by("position").values_list("requirement__code", "code"):
            self.codes.setdefault(requirement, []).append(code)
        self.people: list[tuple[Browser, str, int]] = []
        password = token_urlsafe()
        for at in range(posts):
            post = Operator.objects.create(name=f"{name} {at}", country="XA", fictitious=True)
            assessment = str(Assessment.objects.create(operator=post, framework=framework, cycle="faults").pk)
            for side, role in enumerate(("lead", "contributor")):
                user = User.objects.create_user(f"{role}-{name}{at}@example.org", password, name=f"{role} of post {at}")
                Membership.objects.create(user=user, operator=post, role=role)
                self.people.append((Browser(port, user.email, password, user.pk, self.record), assessment, side))

    def sign_in(self) -> None:
        for browser, _assessment, _side in self.people:
            browser.sign_in()

    def twin(self, at: int) -> Browser:
        """Return another window of a person's browser, signed in."""
        browser = self.people[at][0]
        window = Browser(browser.port, browser.email, browser.password, browser.person, browser.record)
        window.cookies = dict(browser.cookies)
        return window

    def start(self) -> None:
        for person in self.people:
            self.threads.append(threading.Thread(target=self.answer, args=person, daemon=True))
            self.threads[-1].start()

    def stop(self) -> None:
        """Let each finish the save at hand, against a server that works."""
        self.record.stopped = True
        for thread in self.threads:
            thread.join()

    def give_up(self, error: Exception) -> None:
        if not self.record.stopped:
            self.record.odd(f"a browser gave up: {error!r}")

    def answer(self, browser: Browser, assessment: str, side: int) -> None:
        """Open one page after the other, and change answers on each, until the record is stopped."""
        numbers = count(1)
        try:
            for requirement in cycle(self.codes):
                page = browser.open(assessment, requirement)
                for code, _save in zip(cycle(self.codes[requirement]), range(SAVES_TO_A_PAGE), strict=False):
                    if self.record.stopped:
                        return
                    number = next(numbers)
                    field = FIELDS[(int(code[-1], 36) + side) % 2]
                    value = f"{assessment} {code} {browser.person} {number}" if field == "remark" else str(self.level(number))
                    browser.save(page, assessment, code, field, value)
        except NotAnswered as error:
            self.give_up(error)
        except Exception as error:
            self.give_up(error)
            raise

    @staticmethod
    def level(number: int) -> int:
        """Return a level that differs from the one this person gave to the same question before."""
        return number // 10 % 5 + 1

    def read_back(self) -> list[str]:
        """Open every page once more; return the last acknowledged remarks that are not on them."""
        last = {}
        for save in sorted(self.record.told, key=lambda save: save.version):
            if save.asked.field == "remark":
                last[save.asked.assessment, save.asked.question] = save.asked.value
        missing = []
        for browser, assessment, _side in self.people[::2]:
            for requirement, codes in self.codes.items():
                text = browser.open(assessment, requirement).text
                wanted = [last[assessment, code] for code in codes if (assessment, code) in last]
                missing += [value for value in wanted if f">{value}</textarea>" not in text]
        return missing
