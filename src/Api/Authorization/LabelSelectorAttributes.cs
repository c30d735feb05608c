using Kubesharp.Api.Meta;

namespace Kubesharp.Api.Authorization;

/// <summary>The label selector of a request. At most one of the two is set.</summary>
[Definition("io.k8s.api.authorization.v1.LabelSelectorAttributes")]
public sealed partial record LabelSelectorAttributes
{
    /// <summary>The value with nothing set.</summary>
    public static LabelSelectorAttributes Empty { get; } = new();

    /// <summary>As text. What does not parse counts as no selector.</summary>
    [Field(1, "rawSelector")] public string RawSelector { get; init; } = "";
    /// <summary>As requirements; all hold.</summary>
    [Field(2, "requirements"), Atomic] public IReadOnlyList<LabelSelectorRequirement> Requirements { get; init; } = [];
}
