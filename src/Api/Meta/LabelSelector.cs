namespace Kubesharp.Api.Meta;

/// <summary>
/// Selects objects by their labels. All requirements must hold; without any it selects everything, and where it is
/// absent, nothing.
/// </summary>
[Definition("io.k8s.apimachinery.pkg.apis.meta.v1.LabelSelector", Atomic = true)]
public sealed partial record LabelSelector
{
    /// <summary>The value with nothing set.</summary>
    public static LabelSelector Empty { get; } = new();

    /// <summary>
    /// Labels with the values that they must have. The same as matchExpressions with In and one value each.
    /// </summary>
    [Field(1, "matchLabels")]
    public IReadOnlyDictionary<string, string> MatchLabels { get; init; } = Maps.None<string>();
    /// <summary>Requirements that need more than one value, or none.</summary>
    [Field(2, "matchExpressions"), Atomic]
    public IReadOnlyList<LabelSelectorRequirement> MatchExpressions { get; init; } = [];
}
