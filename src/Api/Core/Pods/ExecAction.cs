namespace Kubesharp.Api.Core;

/// <summary>Runs a command in the container; exit code 0 is success.</summary>
[Definition("io.k8s.api.core.v1.ExecAction")]
public sealed partial record ExecAction
{
    /// <summary>The value with nothing set.</summary>
    public static ExecAction Empty { get; } = new();

    /// <summary>The command with its arguments. No shell is in between.</summary>
    [Field(1, "command"), Atomic] public IReadOnlyList<string> Command { get; init; } = [];
}
