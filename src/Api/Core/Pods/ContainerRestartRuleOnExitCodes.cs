namespace Kubesharp.Api.Core;

/// <summary>A container restart rule on exit codes.</summary>
[Definition("io.k8s.api.core.v1.ContainerRestartRuleOnExitCodes")]
public sealed partial record ContainerRestartRuleOnExitCodes
{
    /// <summary>The value with nothing set.</summary>
    public static ContainerRestartRuleOnExitCodes Empty { get; } = new();

    /// <summary>Operator. One of: In, NotIn.</summary>
    [Field(1, "operator"), Required] public string Operator { get; init; } = "";
    /// <summary>Values. No value occurs twice.</summary>
    [Field(2, "values"), SetList] public IReadOnlyList<int> Values { get; init; } = [];
}
