using Kubesharp.Api.Meta;

namespace Kubesharp.Api.Authorization;

/// <summary>A label selector attributes.</summary>
[Definition("io.k8s.api.authorization.v1.LabelSelectorAttributes")]
public sealed partial record LabelSelectorAttributes
{
    /// <summary>The value with nothing set.</summary>
    public static LabelSelectorAttributes Empty { get; } = new();

    /// <summary>Raw selector.</summary>
    [Field(1, "rawSelector")] public string RawSelector { get; init; } = "";
    /// <summary>Requirements.</summary>
    [Field(2, "requirements"), Atomic] public IReadOnlyList<LabelSelectorRequirement> Requirements { get; init; } = [];
}
