namespace Kubesharp.Api.Core;

/// <summary>A container that has not started.</summary>
[Definition("io.k8s.api.core.v1.ContainerStateWaiting")]
public sealed partial record ContainerStateWaiting
{
    /// <summary>The value with nothing set.</summary>
    public static ContainerStateWaiting Empty { get; } = new();

    /// <summary>Why it waits, in CamelCase: ContainerCreating, ImagePullBackOff, CrashLoopBackOff.</summary>
    [Field(1, "reason")] public string Reason { get; init; } = "";
    /// <summary>What it waits for, a sentence for people.</summary>
    [Field(2, "message")] public string Message { get; init; } = "";
}
