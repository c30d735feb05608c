namespace Kubesharp.Api.Apps;

/// <summary>The known values of ReplicaSetConditionType.</summary>
public static class ReplicaSetConditionType
{
    public const string ReplicaFailure = "ReplicaFailure";
}
