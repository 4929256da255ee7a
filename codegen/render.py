"""Renders the model: which template makes which file, and what a template gets to see.

A template sees `spec`, `banner` (the first line of its file, without comment marks),
`interface` and, when it makes a file for each topic, namespace or struct, `topic`,
`namespace` or `struct`.
"""
# SPDX-License-Identifier: MIT

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

import jinja2

from codegen.errors import SpecError, SpecErrors, raise_if_any
from codegen.filters import FILTERS
from codegen.layout import fold
from codegen.model import Namespace, Spec, Struct, Topic
from codegen.output import MARK

TEMPLATES = Path(__file__).resolve().parent / "templates"

# How messages name the directory.
SHOWN = f"{TEMPLATES.parent.name}/{TEMPLATES.name}"

# The interface of the runtime that templates call. The compiler compares it with that of
# src/runtime.h, so that what is generated never meets a runtime it was not made for.
INTERFACE = 1


@dataclass(frozen=True)
class Product:
    """A kind of output file: one for each topic, namespace or struct that its path names."""

    template: str
    path: str

    @property
    def is_per_topic(self) -> bool:
        return "{topic}" in self.path

    @property
    def is_per_namespace(self) -> bool:
        return "{namespace}" in self.path or "{form}" in self.path

    @property
    def is_per_struct(self) -> bool:
        return "{struct}" in self.path


PRODUCTS = (
    Product("topic.h.j2", "pox/{topic}.h"),
    Product("topic.c.j2", "{topic}.c"),
    Product("topic_table.c.j2", "{topic}_table.c"),
    Product("topic_meaning.c.j2", "{topic}_meaning.c"),
    Product("topic_rules.c.j2", "{topic}_rules.c"),
    Product("elements.h.j2", "pox/elements.h"),
    Product("rules.c.j2", "rules.c"),
    Product("table.h.j2", "table.h"),
    Product("table.c.j2", "table.c"),
    Product("test_fields.c.j2", "tests/fields_{topic}.c"),
    Product("fill.h.j2", "fuzz/fill.h"),
    Product("fill.c.j2", "fuzz/fill.c"),
    Product("fill_topic.c.j2", "fuzz/fill_{topic}.c"),
    Product("autodiscover.dict.j2", "fuzz/autodiscover.dict"),
    Product("schema.xsd.j2", "schemas/{form}.xsd"),
    Product("lenient.xsd.j2", "schemas/lenient/{form}.xsd"),
    Product("autodiscover.schema.json.j2", "schemas/autodiscover.schema.json"),
    Product("schemas.c.j2", "command/schemas.c"),
    Product("schemas.h.j2", "command/schemas.h"),
    Product("reference.md.j2", "reference.md"),
    Product("struct.3.j2", "man/{struct}.3"),
    Product("gsoap.h.j2", "bench/gsoap.h"),
    Product("namespace.xsd.j2", "bench/{namespace}.xsd"),
    Product("xsd_parser.map.j2", "bench/xsd_parser.map"),
    Product("xsd_parser.hxx.j2", "bench/xsd_parser.hxx"),
)


@dataclass(frozen=True)
class Job:
    """One output file to make."""

    path: str
    template: str
    topic: Topic | None
    namespace: Namespace | None = None
    struct: Struct | None = None

    @property
    def origin(self) -> str:
        return self.topic.path if self.topic else "all of the spec"

    @property
    def is_c(self) -> bool:
        return self.path.endswith((".c", ".h"))


def render(spec: Spec, shown: str, templates: Path = TEMPLATES) -> dict[str, str]:
    """The text of every output file by its path; `shown` names the spec's directory."""
    environment = make_environment(templates)
    jobs = tuple(plan(spec))
    raise_if_any(path_clashes(jobs))
    return {job.path: render_file(environment, job, spec, shown) for job in jobs}


def plan(spec: Spec) -> Iterator[Job]:
    for product in PRODUCTS:
        if product.is_per_topic:
            for topic in spec.topics:
                yield Job(product.path.format(topic=topic.name), product.template, topic)
        elif product.is_per_namespace:
            for namespace in spec.namespaces:
                path = product.path.format(
                    namespace=namespace.name, form=namespace.form
                )
                yield Job(path, product.template, None, namespace)
        elif product.is_per_struct:
            for struct in spec.structs:
                path = product.path.format(struct=struct.c_name)
                yield Job(path, product.template, None, struct=struct)
        else:
            yield Job(product.path, product.template, None)


def path_clashes(jobs: tuple[Job, ...]) -> Iterator[SpecError]:
    """Topics may have names that make two files one."""
    first: dict[str, Job] = {}
    for job in jobs:
        other = first.setdefault(job.path, job)
        topic = job.topic or other.topic
        if other is not job and topic:
            origin = other.origin if job.topic else job.origin
            message = f"'{job.path}' is made both from it and from {origin}"
            yield SpecError(topic.path, 1, message)


def make_environment(templates: Path) -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(templates, encoding="utf-8"),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,
    )
    environment.filters.update(FILTERS)
    return environment


def render_file(environment: jinja2.Environment, job: Job, spec: Spec, shown: str) -> str:
    banner = make_banner(job.topic, shown)
    context: dict[str, object] = {
        "spec": spec,
        "banner": banner,
        "interface": INTERFACE,
    }
    if job.topic:
        context["topic"] = job.topic
    if job.namespace:
        context["namespace"] = job.namespace
    if job.struct:
        context["struct"] = job.struct
    try:
        text = environment.get_template(job.template).render(context)
    except jinja2.TemplateNotFound as failure:
        name = str(failure.name)
        raise template_error(name, 1, "this template is missing") from failure
    except jinja2.TemplateSyntaxError as failure:
        name = failure.name or job.template
        raise template_error(name, failure.lineno, str(failure.message)) from failure
    except jinja2.TemplateError as failure:
        name, line = failed_at(failure.__traceback__) or (job.template, 1)
        raise template_error(name, line, str(failure.message)) from failure
    if banner not in text:
        raise template_error(job.template, 1, "it does not write the banner")
    return fold(text) if job.is_c else text


def make_banner(topic: Topic | None, shown: str) -> str:
    source = topic.path if topic else f"{shown}/"
    return f"{MARK}{source}. Do not edit: change the table."


def failed_at(trace: TracebackType | None) -> tuple[str, int] | None:
    """The template, and the line in it, where an error came up: traces have both."""
    place = None
    while trace:
        path = Path(trace.tb_frame.f_code.co_filename)
        if path.suffix == ".j2":
            place = path.name, trace.tb_lineno
        trace = trace.tb_next
    return place


def template_error(name: str, line: int, message: str) -> SpecErrors:
    return SpecErrors([SpecError(f"{SHOWN}/{name}", line, message)])
