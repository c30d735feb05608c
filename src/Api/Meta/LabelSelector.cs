namespace Kubesharp.Api.Meta;

/// <summary>Which labels match; all requirements must hold.</summary>
[Definition("io.k8s.apimachinery.pkg.apis.meta.v1.LabelSelector", Atomic = true)]
public sealed partial record LabelSelector
{
    /// <summary>The value with nothing set.</summary>
    public static LabelSelector Empty { get; } = new();

    /// <summary>Match labels.</summary>
    [Field(1, "matchLabels")]
    public IReadOnlyDictionary<string, string> MatchLabels { get; init; } = Maps.None<string>();
    /// <summary>Match expressions.</summary>
    [Field(2, "matchExpressions"), Atomic]
    public IReadOnlyList<LabelSelectorRequirement> MatchExpressions { get; init; } = [];
}
