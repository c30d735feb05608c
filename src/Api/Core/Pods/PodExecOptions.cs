namespace Kubesharp.Api.Core;

/// <summary>A pod exec options.</summary>
[ApiKind("v1", "PodExecOptions")]
[Definition("io.k8s.api.core.v1.PodExecOptions")]
public sealed partial record PodExecOptions : IKind
{
    /// <summary>The value with nothing set.</summary>
    public static PodExecOptions Empty { get; } = new();

    /// <summary>Stdin.</summary>
    [Field(1, "stdin")] public bool Stdin { get; init; }
    /// <summary>Stdout.</summary>
    [Field(2, "stdout")] public bool Stdout { get; init; }
    /// <summary>Stderr.</summary>
    [Field(3, "stderr")] public bool Stderr { get; init; }
    /// <summary>Tty.</summary>
    [Field(4, "tty")] public bool Tty { get; init; }
    /// <summary>Container.</summary>
    [Field(5, "container")] public string Container { get; init; } = "";
    /// <summary>Command.</summary>
    [Field(6, "command", Always = true), Required, Atomic] public IReadOnlyList<string> Command { get; init; } = [];
}
