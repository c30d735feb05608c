namespace Kubesharp.Api.Core;

/// <summary>The known values of ReplicationControllerConditionType.</summary>
public static class ReplicationControllerConditionType
{
    public const string ReplicaFailure = "ReplicaFailure";
}
