using Kubesharp.Api;
using Kubesharp.Api.Core;
using Kubesharp.Api.Meta;
using Kubesharp.Client;

namespace Kubesharp.Controllers.Workloads;

/// <summary>
/// Makes Pods from a template, in batches that double: one refusal then costs one request, not five hundred.
/// </summary>
internal static class PodCreation
{
    private const int FirstBatch = 1;

    public static async Task<ApiError?> CreateAsync(
        ApiClient client, EventRecorder events, ApiObject owner, PodTemplateSpec template, int count,
        CancellationToken cancellationToken)
    {
        Pod pod = FromTemplate(owner, template);
        for (int batch = FirstBatch; count > 0; batch *= 2)
        {
            int size = Math.Min(batch, count);
            Task<ApiError?>[] creations = new Task<ApiError?>[size];
            for (int i = 0; i < size; i++)
                creations[i] = CreateOneAsync(client, events, owner, pod, cancellationToken);
            ApiError?[] errors = await Task.WhenAll(creations);
            if (Array.Find(errors, static error => error is not null) is { } error)
                return error.IsNamespaceTerminating ? null : error;
            count -= size;
        }
        return null;
    }

    public static Pod FromTemplate(ApiObject owner, PodTemplateSpec template) => new()
    {
        Metadata = ObjectMeta.Empty with
        {
            GenerateName = owner.Metadata.Name + "-",
            Namespace = owner.Metadata.Namespace,
            Labels = template.Metadata.Labels,
            Annotations = template.Metadata.Annotations,
            Finalizers = template.Metadata.Finalizers,
            OwnerReferences = [Ownership.ReferenceTo(owner)],
        },
        Spec = template.Spec,
    };

    private static async Task<ApiError?> CreateOneAsync(
        ApiClient client, EventRecorder events, ApiObject owner, Pod pod, CancellationToken cancellationToken)
    {
        ApiResult<Pod> created = await client.CreateAsync(pod, cancellationToken);
        if (created.Value is { } made)
        {
            await events.RecordAsync(
                owner, "Normal", "SuccessfulCreate", $"Created pod: {made.Metadata.Name}", cancellationToken);
            return null;
        }
        if (!created.Error!.IsNamespaceTerminating)
        {
            await events.RecordAsync(
                owner, "Warning", "FailedCreate", $"Error creating: {created.Error.Message}", cancellationToken);
        }
        return created.Error;
    }
}
