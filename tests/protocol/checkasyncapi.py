"""Compares the AsyncAPI document with what the code says of itself.

checkasyncapi.py DOCUMENT FACTS; exit code 77: a module is missing.
"""
import json
import sys

try:
    import jsonschema
    import yaml
except ImportError as missing:
    print(f"python3-yaml and python3-jsonschema are needed: {missing}")
    sys.exit(77)

PROSE = ("description", "title", "summary", "examples")


def without_prose(schema):
    return {key: value for key, value in schema.items() if key not in PROSE}


def compare_schemas(document, facts, faults):
    written = document["components"]["schemas"]
    for name in sorted(set(written) | set(facts["schemas"])):
        if name not in written:
            faults.append(f"the document lacks {name}")
        elif name not in facts["schemas"]:
            faults.append(f"the code lacks {name}")
        elif without_prose(written[name]) != facts["schemas"][name]:
            faults.append(f"{name} differs: {without_prose(written[name])}\n"
                          f"  the code has {facts['schemas'][name]}")


def compare_messages(document, facts, faults):
    numbers = {name: schema for name, schema in facts["schemas"].items()
               if "x-cbor-number" in schema and "type" in schema["required"]}
    said = {message["payload"]["$ref"].rsplit("/", 1)[1]: message["name"]
            for message in document["components"]["messages"].values()}
    commands = {alternative["$ref"].rsplit("/", 1)[1] for alternative in
                facts["schemas"]["Operation"]["properties"]["command"]["oneOf"]}
    for name, schema in numbers.items():
        if name in commands:
            continue
        if said.pop(name, None) != schema["properties"]["type"]["const"]:
            faults.append(f"the message {name} is missing or misnamed")
    faults.extend(f"the code has no message {name}" for name in said)
    prose = document["info"]["description"]
    for name, schema in numbers.items():
        fields = "".join(", " + field for field in schema["x-cbor-order"])
        row = f"| {schema['properties']['type']['const']} | [{schema['x-cbor-number']}{fields}] |"
        if row not in prose:
            faults.append(f"the table of CBOR arrays lacks: {row}")
    faults.extend(f"the limits lack {limit}" for limit in facts["limits"] if limit not in prose)


def validate(document, facts, faults):
    root = {"components": document["components"]}
    by_type = {message["name"]: message["payload"]
               for message in document["components"]["messages"].values()}
    samples = list(facts["samples"])
    for message in document["components"]["messages"].values():
        samples.extend(example["payload"] for example in message.get("examples", []))
    for sample in samples:
        validator = jsonschema.Draft7Validator({**root, "allOf": [by_type[sample["type"]]]})
        for error in validator.iter_errors(sample):
            faults.append(f"{sample['type']}: {error.message[:300]}")


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        document = yaml.safe_load(file)
    with open(sys.argv[2], encoding="utf-8") as file:
        facts = json.load(file)
    faults = []
    if document["asyncapi"] != "3.0.0" or document["channels"]["window"]["address"] != "/ws":
        faults.append("not AsyncAPI 3.0.0 of /ws")
    compare_schemas(document, facts, faults)
    compare_messages(document, facts, faults)
    validate(document, facts, faults)
    print("\n".join(faults[:20]))
    return 1 if faults else 0


sys.exit(main())
