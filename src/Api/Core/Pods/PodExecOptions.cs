namespace Kubesharp.Api.Core;

/// <summary>How to run a command in a container.</summary>
[ApiKind("v1", "PodExecOptions")]
[Definition("io.k8s.api.core.v1.PodExecOptions")]
public sealed partial record PodExecOptions : IKind
{
    /// <summary>The value with nothing set.</summary>
    public static PodExecOptions Empty { get; } = new();

    /// <summary>Send standard input. Defaults to false.</summary>
    [Field(1, "stdin")] public bool Stdin { get; init; }
    /// <summary>Receive standard output. Defaults to true.</summary>
    [Field(2, "stdout")] public bool Stdout { get; init; }
    /// <summary>Receive standard error. Defaults to true.</summary>
    [Field(3, "stderr")] public bool Stderr { get; init; }
    /// <summary>Run it in a terminal, so that standard error comes with standard output. Defaults to false.</summary>
    [Field(4, "tty")] public bool Tty { get; init; }
    /// <summary>Which container of the Pod. Defaults to the only one.</summary>
    [Field(5, "container")] public string Container { get; init; } = "";
    /// <summary>The command with its arguments. No shell is in between.</summary>
    [Field(6, "command", Always = true), Required, Atomic] public IReadOnlyList<string> Command { get; init; } = [];
}
