"""The reference model of Lyzr's `POST /v1/rai/policies`, and what FastAPI answers with it.

The vendor publishes its keys and the shape of its 422, not its model; this one is what the package's `response` is
exact against, under CPython 3.11 and the versions of requirements.txt. No unions: the first element of a list says
whether its items are the published page's or the vendor's clients', so that `loc` never holds a branch name.
"""

from datetime import datetime
from typing import Annotated, Any, Literal, Optional

from fastapi import FastAPI
from pydantic import BaseModel, Field, TypeAdapter, WrapValidator

Threshold = Annotated[float, Field(ge=0, le=1)]


class Topic(BaseModel):
    name: str


class Keyword(BaseModel):
    keyword: str
    action: Optional[Literal["block", "redact"]] = None
    replacement: Optional[str] = None
    pattern_type: Optional[Literal["literal", "regex", "cucumber_expression"]] = None


class CustomPii(BaseModel):
    label: Optional[str] = None
    replacement: Optional[str] = None
    action: Optional[Literal["block", "redact"]] = None


def unless_first(kind: type, other: Any) -> WrapValidator:
    """Reads the list as one of `other` where its first element is of this kind."""
    adapter = TypeAdapter(list[other])

    def read(value: Any, handler: Any) -> Any:
        if isinstance(value, list) and value and isinstance(value[0], kind):
            return adapter.validate_python(value, from_attributes=True)
        return handler(value)

    return WrapValidator(read)


Topics = Annotated[list[str], unless_first(dict, Topic)]
Keywords = Annotated[list[str], unless_first(dict, Keyword)]
CustomPiis = Annotated[list[CustomPii], unless_first(str, str)]


class TopicBlock(BaseModel):
    enabled: Optional[bool] = None
    topics: Optional[Topics] = None


class KeywordBlock(BaseModel):
    enabled: Optional[bool] = None
    keywords: Optional[Keywords] = None


class ScoredBlock(BaseModel):
    enabled: Optional[bool] = None
    threshold: Optional[Threshold] = None


class SecretsBlock(BaseModel):
    enabled: Optional[bool] = None
    action: Optional[Literal["mask", "redact", "block", "disabled"]] = None


class PiiBlock(BaseModel):
    enabled: Optional[bool] = None
    types: Optional[dict[str, Literal["block", "redact", "mask", "disabled"]]] = None
    custom_pii: Optional[CustomPiis] = None


class Policy(BaseModel):
    name: str
    description: Optional[str] = None
    allowed_topics: Optional[TopicBlock] = None
    banned_topics: Optional[TopicBlock] = None
    keywords: Optional[KeywordBlock] = None
    toxicity_check: Optional[ScoredBlock] = None
    prompt_injection: Optional[ScoredBlock] = None
    secrets_detection: Optional[SecretsBlock] = None
    pii_detection: Optional[PiiBlock] = None
    user_id: Optional[str] = None
    created_at: Optional[datetime] = None
    updated_at: Optional[datetime] = None


app = FastAPI()


@app.post("/v1/rai/policies")
def create(policy: Policy) -> dict[str, bool]:
    return {"accepted": True}
