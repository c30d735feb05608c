namespace Kubesharp.Api.Core;

/// <summary>A container that has ended.</summary>
[Definition("io.k8s.api.core.v1.ContainerStateTerminated")]
public sealed partial record ContainerStateTerminated
{
    /// <summary>The value with nothing set.</summary>
    public static ContainerStateTerminated Empty { get; } = new();

    /// <summary>What it ended with.</summary>
    [Field(1, "exitCode", Always = true), Required] public int ExitCode { get; init; }
    /// <summary>The signal that ended it, where one did.</summary>
    [Field(2, "signal")] public int Signal { get; init; }
    /// <summary>Why it ended, in CamelCase: Completed, Error, OOMKilled.</summary>
    [Field(3, "reason")] public string Reason { get; init; } = "";
    /// <summary>Its last message; see terminationMessagePath.</summary>
    [Field(4, "message")] public string Message { get; init; } = "";
    /// <summary>When it was started.</summary>
    [Field(5, "startedAt", Always = true)] public Time? StartedAt { get; init; }
    /// <summary>When it ended.</summary>
    [Field(6, "finishedAt", Always = true)] public Time? FinishedAt { get; init; }
    /// <summary>Its ID at the runtime: containerd://ID.</summary>
    [Field(7, "containerID")] public string ContainerID { get; init; } = "";
}
