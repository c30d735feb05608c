namespace Kubesharp.Api.Core;

/// <summary>Waits.</summary>
[Definition("io.k8s.api.core.v1.SleepAction")]
public sealed partial record SleepAction
{
    /// <summary>The value with nothing set.</summary>
    public static SleepAction Empty { get; } = new();

    /// <summary>How long, in seconds. Not longer than the grace period.</summary>
    [Field(1, "seconds", Always = true), Required] public long Seconds { get; init; }
}
