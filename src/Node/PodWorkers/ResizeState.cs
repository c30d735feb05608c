namespace Kubesharp.Kubelet.PodWorkers;

/// <summary>One of the two conditions of a resize; the generation is that of the Pod whose wish it is.</summary>
internal sealed record ResizeCondition(string Reason, string Message, long Generation);

/// <summary>How far a resize has come: it waits for room, it is being put in force, both, or neither.</summary>
internal sealed record ResizeState(ResizeCondition? Pending, ResizeCondition? InProgress)
{
    public static ResizeState None { get; } = new(null, null);
}
