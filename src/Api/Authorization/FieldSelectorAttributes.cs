using Kubesharp.Api.Meta;

namespace Kubesharp.Api.Authorization;

/// <summary>A field selector attributes.</summary>
[Definition("io.k8s.api.authorization.v1.FieldSelectorAttributes")]
public sealed partial record FieldSelectorAttributes
{
    /// <summary>The value with nothing set.</summary>
    public static FieldSelectorAttributes Empty { get; } = new();

    /// <summary>Raw selector.</summary>
    [Field(1, "rawSelector")] public string RawSelector { get; init; } = "";
    /// <summary>Requirements.</summary>
    [Field(2, "requirements"), Atomic] public IReadOnlyList<FieldSelectorRequirement> Requirements { get; init; } = [];
}
