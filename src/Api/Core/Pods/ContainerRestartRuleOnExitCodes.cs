namespace Kubesharp.Api.Core;

/// <summary>Exit codes that a rule fits.</summary>
[Definition("io.k8s.api.core.v1.ContainerRestartRuleOnExitCodes")]
public sealed partial record ContainerRestartRuleOnExitCodes
{
    /// <summary>The value with nothing set.</summary>
    public static ContainerRestartRuleOnExitCodes Empty { get; } = new();

    /// <summary>Whether the exit code must be among the values. One of: In, NotIn.</summary>
    [Field(1, "operator"), Required] public string Operator { get; init; } = "";
    /// <summary>Exit codes, at most 255.</summary>
    [Field(2, "values"), SetList] public IReadOnlyList<int> Values { get; init; } = [];
}
