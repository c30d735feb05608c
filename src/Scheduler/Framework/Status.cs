namespace Kubesharp.Scheduler.Framework;

/// <summary>What a plugin answers.</summary>
public enum StatusCode
{
    Success,
    /// <summary>A bug or a broken dependency; the Pod is tried again after back-off.</summary>
    Error,
    /// <summary>Does not fit now; evicting Pods or another state of the cluster may help.</summary>
    Unschedulable,
    /// <summary>Does not fit and evicting Pods would not help either.</summary>
    UnschedulableAndUnresolvable,
    /// <summary>Permit only: the Pod waits for somebody to allow it.</summary>
    Wait,
    /// <summary>PreFilter and PreScore: the plugin has nothing to say about this Pod.</summary>
    Skip,
}

/// <summary>A plugin's answer. Rejections are prebuilt: filters run for each Pod on each node.</summary>
public sealed record Status(StatusCode Code, IReadOnlyList<string> Reasons)
{
    public static Status Success { get; } = new(StatusCode.Success, []);
    public static Status Skip { get; } = new(StatusCode.Skip, []);
    public static Status Wait { get; } = new(StatusCode.Wait, []);

    public bool IsSuccess => Code == StatusCode.Success;
    public bool IsSkip => Code == StatusCode.Skip;
    public bool IsRejection => Code is StatusCode.Unschedulable or StatusCode.UnschedulableAndUnresolvable;
    public string Message => string.Join(", ", Reasons);

    public static Status Unschedulable(params string[] reasons) => new(StatusCode.Unschedulable, reasons);

    public static Status Unresolvable(params string[] reasons) => new(StatusCode.UnschedulableAndUnresolvable, reasons);

    public static Status Error(string reason) => new(StatusCode.Error, [reason]);
}
