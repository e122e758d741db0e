"""Follow the sequence flows of a BPMN process from step to step, through its gateways."""

from xml.etree.ElementTree import Element

from motcua.catalogue.processes.bpmn_out import BPMN
from motcua.catalogue.processes.opening import Wrong
from motcua.lib.saying import N_, Sentence

Way = tuple[Element, list[str]]  # the flow that stands for an outcome, the steps it leads to


class NotOurs(Exception):
    """A way of drawing that our table cannot say; `wrong` names the element."""

    def __init__(self, place: str, words: str, **values: object) -> None:
        """Keep the sentence."""
        super().__init__(words)
        self.wrong = Wrong(0, place, Sentence(words, values))


class Flows:
    """The nodes and flows of one process."""

    def __init__(self, process: Element) -> None:
        """Read nodes and flows; raises NotOurs for a flow that leads nowhere."""
        self.nodes = {e.get("id", ""): e for e in process if e.get("id") and e.tag != _q("sequenceFlow")}
        self.out: dict[str, list[Element]] = {}
        self.into: dict[str, int] = {}
        for flow in process.findall(_q("sequenceFlow")):
            source, target = flow.get("sourceRef", ""), flow.get("targetRef", "")
            if source not in self.nodes or target not in self.nodes:
                raise NotOurs(flow.get("id", ""), N_("Mũi tên không nối hai phần tử có trong quy trình."))
            self.out.setdefault(source, []).append(flow)
            self.into[target] = self.into.get(target, 0) + 1
        starts = [node for node in self.nodes.values() if node.tag == _q("startEvent")]
        if len(starts) != 1:
            raise NotOurs("", N_("Quy trình cần đúng một sự kiện bắt đầu, không phải %(count)d."), count=len(starts))

    def ends(self, step: str) -> bool:
        """Tell whether a step leads only to an end event."""
        flows = self.out.get(step, [])
        return all(self._is(flow.get("targetRef", ""), "endEvent") for flow in flows)

    def ways(self, step: str) -> list[Way]:
        """Return every way on from a step: the flow that names it, the steps it leads to (several: a parallel split); none at an end.

        Raises NotOurs for gateways combined in a way the table cannot say.
        """
        flows = self.out.get(step, [])
        if len(flows) > 1:
            raise NotOurs(self._name(step), N_("Bước có nhiều mũi tên ra: đặt cổng chọn hoặc cổng song song."))
        if not flows or self._is(flows[0].get("targetRef", ""), "endEvent"):
            return []
        choice = self._chooses(flows[0])
        return [(flow, self._targets(flow)) for flow in (self.out[choice] if choice else flows)]

    def _chooses(self, flow: Element) -> str:
        """The gateway of choice a flow leads to, '' when it leads to something else."""
        target = flow.get("targetRef", "")
        return target if self._is(target, "exclusiveGateway") and len(self.out.get(target, [])) > 1 else ""

    def _targets(self, flow: Element) -> list[str]:
        at = self._through(flow, split=True)
        if not self._is(at, "parallelGateway"):
            return [at]
        return [self._through(each, split=False) for each in self.out[at]]

    def _through(self, flow: Element, *, split: bool) -> str:
        """Follow a flow through merges and joins to a step; with `split` also to a gateway that splits."""
        at, seen = flow.get("targetRef", ""), set[str]()
        while not (self._is(at, "userTask") or self._is(at, "intermediateCatchEvent")):
            ways = self.out.get(at, [])
            if at in seen or self._is(at, "endEvent") or not ways:
                raise NotOurs(self._name(at), N_("Đường đi phải dẫn tới một bước trước khi kết thúc."))
            if len(ways) > 1:
                if split and self._is(at, "parallelGateway"):
                    return at
                raise NotOurs(self._name(at), N_("Hai cổng mở liền nhau: đặt một bước ở giữa."))
            seen.add(at)
            at = ways[0].get("targetRef", "")
        return at

    def joins(self, steps: list[str]) -> dict[str, str]:
        """Return which step's split each joining step waits for: its flows come through a parallel gateway of many ways in."""
        found: dict[str, str] = {}
        inside: dict[str, tuple[str, ...]] = {}
        first = self._through(self.out[self._start()][0], split=False) if self.out.get(self._start()) else ""
        queue = [first] if first else []
        inside[first] = ()
        while queue:
            step = queue.pop(0)
            for flow, targets in self.ways(step):
                forks = (*inside[step], step) if len(targets) > 1 else inside[step]
                for target in targets:
                    here = forks
                    if len(targets) == 1 and self._joining(flow) and here:
                        found.setdefault(target, here[-1])
                        here = here[:-1]
                    if target not in inside:
                        inside[target] = here
                        queue.append(target)
        return {step: fork for step, fork in found.items() if step in steps}

    def _joining(self, flow: Element) -> bool:
        at = flow.get("targetRef", "")
        while not (self._is(at, "userTask") or self._is(at, "intermediateCatchEvent")):
            if self._is(at, "parallelGateway") and self.into.get(at, 0) > 1:
                return True
            at = self.out[at][0].get("targetRef", "")
        return False

    def _start(self) -> str:
        return next(key for key, node in self.nodes.items() if node.tag == _q("startEvent"))

    def _is(self, node: str, element: str) -> bool:
        return node in self.nodes and self.nodes[node].tag == _q(element)

    def _name(self, node: str) -> str:
        found = self.nodes.get(node)
        return str(found.get("name") or node) if found is not None else node


def _q(name: str) -> str:
    return f"{{{BPMN}}}{name}"
