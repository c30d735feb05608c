namespace Kubesharp.Api.Core;

/// <summary>A pod attach options.</summary>
[ApiKind("v1", "PodAttachOptions")]
[Definition("io.k8s.api.core.v1.PodAttachOptions")]
public sealed partial record PodAttachOptions : IKind
{
    /// <summary>The value with nothing set.</summary>
    public static PodAttachOptions Empty { get; } = new();

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
}
