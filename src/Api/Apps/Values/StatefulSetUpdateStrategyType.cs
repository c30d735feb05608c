namespace Kubesharp.Api.Apps;

/// <summary>The known values of StatefulSetUpdateStrategyType.</summary>
public static class StatefulSetUpdateStrategyType
{
    public const string RollingUpdate = "RollingUpdate";
    public const string OnDelete = "OnDelete";
}
