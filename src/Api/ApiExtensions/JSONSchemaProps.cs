namespace Kubesharp.Api.ApiExtensions;

/// <summary>A JSON schema, as far as custom resources may use it.</summary>
[Definition("io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.JSONSchemaProps")]
public sealed partial record JSONSchemaProps
{
    /// <summary>The value with nothing set.</summary>
    public static JSONSchemaProps Empty { get; } = new();

    /// <summary>Not allowed in definitions.</summary>
    [Field(1, "id")] public string Id { get; init; } = "";
    /// <summary>Not allowed in definitions.</summary>
    [Field(2, "$schema")] public string Schema { get; init; } = "";
    /// <summary>Not allowed in definitions.</summary>
    [Field(3, "$ref")] public string? Ref { get; init; }
    /// <summary>What kubectl explain shows.</summary>
    [Field(4, "description")] public string Description { get; init; } = "";
    /// <summary>What sort of value it is. One of: array, boolean, integer, number, object, string.</summary>
    [Field(5, "type")] public string Type { get; init; } = "";
    /// <summary>
    /// What further is known of the type: int32, int64, date-time, byte, ipv4, uuid and others. Unknown ones have no
    /// effect.
    /// </summary>
    [Field(6, "format")] public string Format { get; init; } = "";
    /// <summary>A short title.</summary>
    [Field(7, "title")] public string Title { get; init; } = "";
    /// <summary>The value that a missing field gets.</summary>
    [Field(8, "default")] public RawJson? Default { get; init; }
    /// <summary>A number must not be greater.</summary>
    [Field(9, "maximum")] public double? Maximum { get; init; }
    /// <summary>Nor equal to maximum.</summary>
    [Field(10, "exclusiveMaximum")] public bool ExclusiveMaximum { get; init; }
    /// <summary>A number must not be less.</summary>
    [Field(11, "minimum")] public double? Minimum { get; init; }
    /// <summary>Nor equal to minimum.</summary>
    [Field(12, "exclusiveMinimum")] public bool ExclusiveMinimum { get; init; }
    /// <summary>A text has at most so many characters.</summary>
    [Field(13, "maxLength")] public long? MaxLength { get; init; }
    /// <summary>A text has at least so many characters.</summary>
    [Field(14, "minLength")] public long? MinLength { get; init; }
    /// <summary>A text must match this regular expression (RE2).</summary>
    [Field(15, "pattern")] public string Pattern { get; init; } = "";
    /// <summary>A list has at most so many elements.</summary>
    [Field(16, "maxItems")] public long? MaxItems { get; init; }
    /// <summary>A list has at least so many elements.</summary>
    [Field(17, "minItems")] public long? MinItems { get; init; }
    /// <summary>Not allowed to be true: use x-kubernetes-list-type set.</summary>
    [Field(18, "uniqueItems")] public bool UniqueItems { get; init; }
    /// <summary>A number must be a multiple of this.</summary>
    [Field(19, "multipleOf")] public double? MultipleOf { get; init; }
    /// <summary>The only values that are allowed.</summary>
    [Field(20, "enum"), Atomic] public IReadOnlyList<RawJson> Enum { get; init; } = [];
    /// <summary>An object has at most so many fields.</summary>
    [Field(21, "maxProperties")] public long? MaxProperties { get; init; }
    /// <summary>An object has at least so many fields.</summary>
    [Field(22, "minProperties")] public long? MinProperties { get; init; }
    /// <summary>Fields that must be there.</summary>
    [Field(23, "required"), Atomic] public IReadOnlyList<string> Required { get; init; } = [];
    /// <summary>The elements of a list.</summary>
    [Field(24, "items")] public JSONSchemaPropsOrArray? Items { get; init; }
    /// <summary>All of these must hold. Only value checks, no types.</summary>
    [Field(25, "allOf"), Atomic] public IReadOnlyList<JSONSchemaProps> AllOf { get; init; } = [];
    /// <summary>Exactly one of these must hold. Only value checks, no types.</summary>
    [Field(26, "oneOf"), Atomic] public IReadOnlyList<JSONSchemaProps> OneOf { get; init; } = [];
    /// <summary>At least one of these must hold. Only value checks, no types.</summary>
    [Field(27, "anyOf"), Atomic] public IReadOnlyList<JSONSchemaProps> AnyOf { get; init; } = [];
    /// <summary>This must not hold. Only value checks, no types.</summary>
    [Field(28, "not")] public JSONSchemaProps? Not { get; init; }
    /// <summary>The fields of an object. Not together with additionalProperties.</summary>
    [Field(29, "properties")]
    public IReadOnlyDictionary<string, JSONSchemaProps> Properties { get; init; } = Maps.None<JSONSchemaProps>();
    /// <summary>The values of a map. Not together with properties.</summary>
    [Field(30, "additionalProperties")] public JSONSchemaPropsOrBool? AdditionalProperties { get; init; }
    /// <summary>Not allowed in definitions.</summary>
    [Field(31, "patternProperties")]
    public IReadOnlyDictionary<string, JSONSchemaProps> PatternProperties { get; init; } = Maps.None<JSONSchemaProps>();
    /// <summary>Not allowed in definitions.</summary>
    [Field(32, "dependencies")]
    public IReadOnlyDictionary<string, JSONSchemaPropsOrStringArray> Dependencies { get; init; } =
        Maps.None<JSONSchemaPropsOrStringArray>();
    /// <summary>Not allowed in definitions.</summary>
    [Field(33, "additionalItems")] public JSONSchemaPropsOrBool? AdditionalItems { get; init; }
    /// <summary>Not allowed in definitions.</summary>
    [Field(34, "definitions")]
    public IReadOnlyDictionary<string, JSONSchemaProps> Definitions { get; init; } = Maps.None<JSONSchemaProps>();
    /// <summary>Where more can be read.</summary>
    [Field(35, "externalDocs")] public ExternalDocumentation? ExternalDocs { get; init; }
    /// <summary>An example; has no effect.</summary>
    [Field(36, "example")] public RawJson? Example { get; init; }
    /// <summary>Whether null is allowed. Otherwise null is dropped where there is a default.</summary>
    [Field(37, "nullable")] public bool Nullable { get; init; }
    /// <summary>Fields that are not named are kept, here and below.</summary>
    [Field(38, "x-kubernetes-preserve-unknown-fields")] public bool? XKubernetesPreserveUnknownFields { get; init; }
    /// <summary>It is an object with apiVersion, kind and metadata.</summary>
    [Field(39, "x-kubernetes-embedded-resource")] public bool XKubernetesEmbeddedResource { get; init; }
    /// <summary>It is an integer or a text; then type must be absent.</summary>
    [Field(40, "x-kubernetes-int-or-string")] public bool XKubernetesIntOrString { get; init; }
    /// <summary>
    /// The fields that together are an element's key. Needed with list type map; they must be required or have a
    /// default.
    /// </summary>
    [Field(41, "x-kubernetes-list-map-keys"), Atomic]
    public IReadOnlyList<string> XKubernetesListMapKeys { get; init; } = [];
    /// <summary>
    /// How apply treats the list: as a whole, as a set of values, or as a map by keys. Defaults to atomic. One of:
    /// atomic, set, map.
    /// </summary>
    [Field(42, "x-kubernetes-list-type")] public string? XKubernetesListType { get; init; }
    /// <summary>
    /// How apply treats the object: field by field, or as a whole. Defaults to granular. One of: atomic, granular.
    /// </summary>
    [Field(43, "x-kubernetes-map-type")] public string? XKubernetesMapType { get; init; }
    /// <summary>Rules in CEL.</summary>
    [Field(44, "x-kubernetes-validations"), MapList("rule"), PatchStrategy("merge", "rule")]
    public IReadOnlyList<ValidationRule> XKubernetesValidations { get; init; } = [];
}
