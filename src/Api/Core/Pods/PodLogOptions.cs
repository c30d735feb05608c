namespace Kubesharp.Api.Core;

/// <summary>A pod log options.</summary>
[ApiKind("v1", "PodLogOptions")]
[Definition("io.k8s.api.core.v1.PodLogOptions")]
public sealed partial record PodLogOptions : IKind
{
    /// <summary>The value with nothing set.</summary>
    public static PodLogOptions Empty { get; } = new();

    /// <summary>Container.</summary>
    [Field(1, "container")] public string Container { get; init; } = "";
    /// <summary>Follow.</summary>
    [Field(2, "follow")] public bool Follow { get; init; }
    /// <summary>Previous.</summary>
    [Field(3, "previous")] public bool Previous { get; init; }
    /// <summary>Since seconds.</summary>
    [Field(4, "sinceSeconds")] public long? SinceSeconds { get; init; }
    /// <summary>Since time.</summary>
    [Field(5, "sinceTime")] public Time? SinceTime { get; init; }
    /// <summary>Timestamps.</summary>
    [Field(6, "timestamps")] public bool Timestamps { get; init; }
    /// <summary>Tail lines.</summary>
    [Field(7, "tailLines")] public long? TailLines { get; init; }
    /// <summary>Limit bytes.</summary>
    [Field(8, "limitBytes")] public long? LimitBytes { get; init; }
    /// <summary>Insecure skip TLS verify backend.</summary>
    [Field(9, "insecureSkipTLSVerifyBackend")] public bool InsecureSkipTLSVerifyBackend { get; init; }
    /// <summary>Stream.</summary>
    [Field(10, "stream")] public string? Stream { get; init; }
}
