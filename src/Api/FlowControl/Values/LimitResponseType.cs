namespace Kubesharp.Api.FlowControl;

/// <summary>The known values of LimitResponseType.</summary>
public static class LimitResponseType
{
    public const string Queue = "Queue";
    public const string Reject = "Reject";
}
