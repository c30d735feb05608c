namespace Kubesharp.Api.ApiExtensions;

/// <summary>A JSON schema props.</summary>
[Definition("io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.JSONSchemaProps")]
public sealed partial record JSONSchemaProps
{
    /// <summary>The value with nothing set.</summary>
    public static JSONSchemaProps Empty { get; } = new();

    /// <summary>Id.</summary>
    [Field(1, "id")] public string Id { get; init; } = "";
    /// <summary>Schema.</summary>
    [Field(2, "$schema")] public string Schema { get; init; } = "";
    /// <summary>Ref.</summary>
    [Field(3, "$ref")] public string? Ref { get; init; }
    /// <summary>Description.</summary>
    [Field(4, "description")] public string Description { get; init; } = "";
    /// <summary>Type.</summary>
    [Field(5, "type")] public string Type { get; init; } = "";
    /// <summary>Format.</summary>
    [Field(6, "format")] public string Format { get; init; } = "";
    /// <summary>Title.</summary>
    [Field(7, "title")] public string Title { get; init; } = "";
    /// <summary>Default.</summary>
    [Field(8, "default")] public RawJson? Default { get; init; }
    /// <summary>Maximum.</summary>
    [Field(9, "maximum")] public double? Maximum { get; init; }
    /// <summary>Exclusive maximum.</summary>
    [Field(10, "exclusiveMaximum")] public bool ExclusiveMaximum { get; init; }
    /// <summary>Minimum.</summary>
    [Field(11, "minimum")] public double? Minimum { get; init; }
    /// <summary>Exclusive minimum.</summary>
    [Field(12, "exclusiveMinimum")] public bool ExclusiveMinimum { get; init; }
    /// <summary>Max length.</summary>
    [Field(13, "maxLength")] public long? MaxLength { get; init; }
    /// <summary>Min length.</summary>
    [Field(14, "minLength")] public long? MinLength { get; init; }
    /// <summary>Pattern.</summary>
    [Field(15, "pattern")] public string Pattern { get; init; } = "";
    /// <summary>Max items.</summary>
    [Field(16, "maxItems")] public long? MaxItems { get; init; }
    /// <summary>Min items.</summary>
    [Field(17, "minItems")] public long? MinItems { get; init; }
    /// <summary>Unique items.</summary>
    [Field(18, "uniqueItems")] public bool UniqueItems { get; init; }
    /// <summary>Multiple of.</summary>
    [Field(19, "multipleOf")] public double? MultipleOf { get; init; }
    /// <summary>Enum.</summary>
    [Field(20, "enum"), Atomic] public IReadOnlyList<RawJson> Enum { get; init; } = [];
    /// <summary>Max properties.</summary>
    [Field(21, "maxProperties")] public long? MaxProperties { get; init; }
    /// <summary>Min properties.</summary>
    [Field(22, "minProperties")] public long? MinProperties { get; init; }
    /// <summary>Required.</summary>
    [Field(23, "required"), Atomic] public IReadOnlyList<string> Required { get; init; } = [];
    /// <summary>Items.</summary>
    [Field(24, "items")] public JSONSchemaPropsOrArray? Items { get; init; }
    /// <summary>All of.</summary>
    [Field(25, "allOf"), Atomic] public IReadOnlyList<JSONSchemaProps> AllOf { get; init; } = [];
    /// <summary>One of.</summary>
    [Field(26, "oneOf"), Atomic] public IReadOnlyList<JSONSchemaProps> OneOf { get; init; } = [];
    /// <summary>Any of.</summary>
    [Field(27, "anyOf"), Atomic] public IReadOnlyList<JSONSchemaProps> AnyOf { get; init; } = [];
    /// <summary>Not.</summary>
    [Field(28, "not")] public JSONSchemaProps? Not { get; init; }
    /// <summary>Properties.</summary>
    [Field(29, "properties")]
    public IReadOnlyDictionary<string, JSONSchemaProps> Properties { get; init; } = Maps.None<JSONSchemaProps>();
    /// <summary>Additional properties.</summary>
    [Field(30, "additionalProperties")] public JSONSchemaPropsOrBool? AdditionalProperties { get; init; }
    /// <summary>Pattern properties.</summary>
    [Field(31, "patternProperties")]
    public IReadOnlyDictionary<string, JSONSchemaProps> PatternProperties { get; init; } = Maps.None<JSONSchemaProps>();
    /// <summary>Dependencies.</summary>
    [Field(32, "dependencies")]
    public IReadOnlyDictionary<string, JSONSchemaPropsOrStringArray> Dependencies { get; init; } =
        Maps.None<JSONSchemaPropsOrStringArray>();
    /// <summary>Additional items.</summary>
    [Field(33, "additionalItems")] public JSONSchemaPropsOrBool? AdditionalItems { get; init; }
    /// <summary>Definitions.</summary>
    [Field(34, "definitions")]
    public IReadOnlyDictionary<string, JSONSchemaProps> Definitions { get; init; } = Maps.None<JSONSchemaProps>();
    /// <summary>External docs.</summary>
    [Field(35, "externalDocs")] public ExternalDocumentation? ExternalDocs { get; init; }
    /// <summary>Example.</summary>
    [Field(36, "example")] public RawJson? Example { get; init; }
    /// <summary>Nullable.</summary>
    [Field(37, "nullable")] public bool Nullable { get; init; }
    /// <summary>X kubernetes preserve unknown fields.</summary>
    [Field(38, "x-kubernetes-preserve-unknown-fields")] public bool? XKubernetesPreserveUnknownFields { get; init; }
    /// <summary>X kubernetes embedded resource.</summary>
    [Field(39, "x-kubernetes-embedded-resource")] public bool XKubernetesEmbeddedResource { get; init; }
    /// <summary>X kubernetes int or string.</summary>
    [Field(40, "x-kubernetes-int-or-string")] public bool XKubernetesIntOrString { get; init; }
    /// <summary>X kubernetes list map keys.</summary>
    [Field(41, "x-kubernetes-list-map-keys"), Atomic]
    public IReadOnlyList<string> XKubernetesListMapKeys { get; init; } = [];
    /// <summary>X kubernetes list type.</summary>
    [Field(42, "x-kubernetes-list-type")] public string? XKubernetesListType { get; init; }
    /// <summary>X kubernetes map type.</summary>
    [Field(43, "x-kubernetes-map-type")] public string? XKubernetesMapType { get; init; }
    /// <summary>X kubernetes validations. A list keyed by rule.</summary>
    [Field(44, "x-kubernetes-validations"), MapList("rule"), PatchStrategy("merge", "rule")]
    public IReadOnlyList<ValidationRule> XKubernetesValidations { get; init; } = [];
}
