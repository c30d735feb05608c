namespace Kubesharp.Scheduler.Framework;

public enum StatusCode
{
    Success,
    /// <summary>Does not fit now; another state of the cluster may help.</summary>
    Unschedulable,
    /// <summary>Does not fit and evicting Pods would not help either.</summary>
    UnschedulableAndUnresolvable,
    /// <summary>A bug or a broken dependency.</summary>
    Error,
}

/// <summary>A plugin's answer. Rejections are prebuilt: filters run for each Pod on each node.</summary>
public sealed record Status(StatusCode Code, IReadOnlyList<string> Reasons)
{
    public static Status Success { get; } = new(StatusCode.Success, []);

    public bool IsSuccess => Code == StatusCode.Success;

    public static Status Unschedulable(params string[] reasons) => new(StatusCode.Unschedulable, reasons);

    public static Status Unresolvable(params string[] reasons) => new(StatusCode.UnschedulableAndUnresolvable, reasons);
}
