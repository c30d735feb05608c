namespace Kubesharp.Api.Core;

/// <summary>Which part of a container's log to send.</summary>
[ApiKind("v1", "PodLogOptions")]
[Definition("io.k8s.api.core.v1.PodLogOptions")]
public sealed partial record PodLogOptions : IKind
{
    /// <summary>The value with nothing set.</summary>
    public static PodLogOptions Empty { get; } = new();

    /// <summary>Which container of the Pod. Defaults to the only one.</summary>
    [Field(1, "container")] public string Container { get; init; } = "";
    /// <summary>Go on sending what is written. Defaults to false.</summary>
    [Field(2, "follow")] public bool Follow { get; init; }
    /// <summary>The log of the container before its last restart. Defaults to false.</summary>
    [Field(3, "previous")] public bool Previous { get; init; }
    /// <summary>Only what was written in the last so many seconds. Not together with sinceTime.</summary>
    [Field(4, "sinceSeconds")] public long? SinceSeconds { get; init; }
    /// <summary>Only what was written from this time on. Not together with sinceSeconds.</summary>
    [Field(5, "sinceTime")] public Time? SinceTime { get; init; }
    /// <summary>Put the time in front of each line, RFC 3339. Defaults to false.</summary>
    [Field(6, "timestamps")] public bool Timestamps { get; init; }
    /// <summary>Only the last so many lines. Absent: all.</summary>
    [Field(7, "tailLines")] public long? TailLines { get; init; }
    /// <summary>Stop after so many bytes, maybe within a line. Absent: no limit.</summary>
    [Field(8, "limitBytes")] public long? LimitBytes { get; init; }
    /// <summary>
    /// Do not check the kubelet's certificate, so that its log can be read while that is broken. Defaults to false.
    /// </summary>
    [Field(9, "insecureSkipTLSVerifyBackend")] public bool InsecureSkipTLSVerifyBackend { get; init; }
    /// <summary>Which stream to send. Only All with tailLines. Defaults to All. One of: All, Stdout, Stderr.</summary>
    [Field(10, "stream")] public string? Stream { get; init; }
}
