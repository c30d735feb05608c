namespace Kubesharp.Api.Batch;

/// <summary>The labels by which a Job knows its Pods; each in its prefixed form and in the one before that.</summary>
public static class JobLabels
{
    public const string Uid = "batch.kubernetes.io/controller-uid";
    public const string Name = "batch.kubernetes.io/job-name";
    public const string LegacyUid = "controller-uid";
    public const string LegacyName = "job-name";
}
