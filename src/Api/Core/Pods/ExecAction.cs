namespace Kubesharp.Api.Core;

/// <summary>An exec action.</summary>
[Definition("io.k8s.api.core.v1.ExecAction")]
public sealed partial record ExecAction
{
    /// <summary>The value with nothing set.</summary>
    public static ExecAction Empty { get; } = new();

    /// <summary>Command.</summary>
    [Field(1, "command"), Atomic] public IReadOnlyList<string> Command { get; init; } = [];
}
