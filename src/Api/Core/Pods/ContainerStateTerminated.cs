namespace Kubesharp.Api.Core;

/// <summary>A container state terminated.</summary>
[Definition("io.k8s.api.core.v1.ContainerStateTerminated")]
public sealed partial record ContainerStateTerminated
{
    /// <summary>The value with nothing set.</summary>
    public static ContainerStateTerminated Empty { get; } = new();

    /// <summary>Exit code.</summary>
    [Field(1, "exitCode", Always = true), Required] public int ExitCode { get; init; }
    /// <summary>Signal.</summary>
    [Field(2, "signal")] public int Signal { get; init; }
    /// <summary>One word in CamelCase that programs can match on.</summary>
    [Field(3, "reason")] public string Reason { get; init; } = "";
    /// <summary>A sentence for people.</summary>
    [Field(4, "message")] public string Message { get; init; } = "";
    /// <summary>Started at.</summary>
    [Field(5, "startedAt", Always = true)] public Time? StartedAt { get; init; }
    /// <summary>Finished at.</summary>
    [Field(6, "finishedAt", Always = true)] public Time? FinishedAt { get; init; }
    /// <summary>Container ID.</summary>
    [Field(7, "containerID")] public string ContainerID { get; init; } = "";
}
