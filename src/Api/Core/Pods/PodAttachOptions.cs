namespace Kubesharp.Api.Core;

/// <summary>How to attach to a container.</summary>
[ApiKind("v1", "PodAttachOptions")]
[Definition("io.k8s.api.core.v1.PodAttachOptions")]
public sealed partial record PodAttachOptions : IKind
{
    /// <summary>The value with nothing set.</summary>
    public static PodAttachOptions Empty { get; } = new();

    /// <summary>Send standard input. Defaults to false.</summary>
    [Field(1, "stdin")] public bool Stdin { get; init; }
    /// <summary>Receive standard output. Defaults to true.</summary>
    [Field(2, "stdout")] public bool Stdout { get; init; }
    /// <summary>Receive standard error. Defaults to true.</summary>
    [Field(3, "stderr")] public bool Stderr { get; init; }
    /// <summary>
    /// The container has a terminal, so that standard error comes with standard output. Defaults to false.
    /// </summary>
    [Field(4, "tty")] public bool Tty { get; init; }
    /// <summary>Which container of the Pod. Defaults to the only one.</summary>
    [Field(5, "container")] public string Container { get; init; } = "";
}
