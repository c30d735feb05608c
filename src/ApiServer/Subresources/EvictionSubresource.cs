using Kubesharp.Api;
using Kubesharp.Api.Core;
using Kubesharp.Api.Meta;
using Kubesharp.Api.Policy;
using Kubesharp.Api.Transport;
using Kubesharp.ApiServer.Admission;
using Kubesharp.ApiServer.Errors;
using Kubesharp.ApiServer.Objects;
using Kubesharp.ApiServer.Replies;
using Kubesharp.ApiServer.Verbs;

namespace Kubesharp.ApiServer.Subresources;

/// <summary>A deletion that a PodDisruptionBudget may put off.</summary>
internal sealed class EvictionSubresource(ApiServer server, UpdateVerb update, DeleteVerb delete)
{
    // How often to try again when the Pod changes under our hands.
    private const int ConflictTries = 20;

    private static readonly GroupVersionResource Budgets = new("policy", "v1", "poddisruptionbudgets");

    public async ValueTask<Reply> RunAsync(Call call, CancellationToken cancellationToken)
    {
        (Eviction? eviction, Status? error) = BodyReader.Read<Eviction>(
            call.Request, MessageCodecs.Eviction, "policy/v1", "Eviction");
        if (eviction is null)
            return new StatusReply(error!);
        if (eviction.Metadata.Name != call.Name)
            return new StatusReply(StatusErrors.BadRequest("name in URL does not match name in Eviction object"));
        DeleteOptions options = eviction.DeleteOptions ?? DeleteOptions.Empty;
        if (options.DryRun.Count > 0)
            call.Request.Options = call.Options with { DryRun = true };
        AdmissionContext admission = call.Admission(AdmissionVerb.Create, eviction, null, server.Objects);
        if (await server.Admission.ValidateAsync(admission, cancellationToken) is { } refused)
            return new StatusReply(refused);
        for (int attempt = 1; ; attempt++)
        {
            EncodedObject? stored = await server.ReadAsync(
                call.Definition, call.Namespace, call.Name, cancellationToken);
            if (stored is null)
                return new StatusReply(call.NotFound());
            Pod pod = (Pod)stored.Value;
            if (!EvictionBudget.CanBeIgnored(pod))
                return await EvictAsync(call, pod, options, cancellationToken);
            bool guarded = EvictionBudget.MayComeToCount(pod) && !NamesRevision(options);
            Reply reply = await RemoveAsync(call, pod, guarded ? At(options, pod) : options, cancellationToken);
            bool again = IsConflict(reply) && !NamesRevision(options) && attempt < ConflictTries;
            if (!again)
                return reply;
        }
    }

    private async ValueTask<Reply> EvictAsync(
        Call call, Pod pod, DeleteOptions options, CancellationToken cancellationToken)
    {
        PodDisruptionBudget? budget = null;
        foreach (ApiObject one in server.Objects.List(Budgets, pod.Metadata.Namespace))
        {
            PodDisruptionBudget candidate = (PodDisruptionBudget)one;
            if (!EvictionBudget.Covers(candidate, pod))
                continue;
            if (budget is not null)
                return new StatusReply(EvictionBudget.TooManyBudgets());
            budget = candidate;
        }
        if (budget is null)
            return await RemoveAsync(call, pod, options, cancellationToken);
        if (!EvictionBudget.LetsUnhealthyGo(budget, pod))
        {
            Status? refused = await TakeAsync(call, budget, pod, cancellationToken);
            return refused is null
                ? await RemoveAsync(call, pod, options, cancellationToken) : new StatusReply(refused);
        }
        // It must still be the Pod that was not ready.
        Reply reply = await RemoveAsync(
            call, pod, NamesRevision(options) ? options : At(options, pod), cancellationToken);
        return IsConflict(reply) && !NamesRevision(options)
            ? new StatusReply(EvictionBudget.StillProcessed(budget.Metadata.Name)) : reply;
    }

    // Writes to the budget's status, so that its controller and further evictions know.
    private async ValueTask<Status?> TakeAsync(
        Call call, PodDisruptionBudget budget, Pod pod, CancellationToken cancellationToken)
    {
        ApiRequest original = call.Options;
        ResourceDefinition definition = server.Registry.Find(Budgets)!;
        call.Request.Options = original with
        {
            Resource = Budgets,
            Name = budget.Metadata.Name,
            Subresource = "status",
        };
        try
        {
            Call change = new(call.Request, definition, StrategyRegistry.For(definition)) { IsInternal = true };
            Reply reply = await update.ChangeAsync(
                change,
                existing => EvictionBudget.Take(
                    (PodDisruptionBudget)existing, pod.Metadata.Name, server.Time.GetUtcNow()),
                cancellationToken);
            return reply is StatusReply { Status: { StatusValue: "Failure" } status } ? status : null;
        }
        finally
        {
            call.Request.Options = original;
        }
    }

    private async ValueTask<Reply> RemoveAsync(
        Call call, Pod pod, DeleteOptions options, CancellationToken cancellationToken)
    {
        Reply marked = await update.ChangeAsync(
            call with { IsInternal = true },
            existing => (WithTarget((Pod)existing, options, server.Time.GetUtcNow()), null), cancellationToken);
        if (marked is not ObjectReply { Object.Value: Pod now })
            return marked;
        if (NamesRevision(options) && !call.DryRun)
            options = At(options, now);
        Reply reply = await delete.DeleteAsync(call, pod.Metadata.Name, options, cancellationToken);
        return reply is StatusReply { Status.StatusValue: "Failure" }
            ? reply
            : new StatusReply(new() { StatusValue = "Success", Code = 201 });
    }

    // Says in the Pod why it goes: Jobs and their failure policies look at it.
    private static Pod WithTarget(Pod pod, DeleteOptions options, DateTimeOffset now)
    {
        PodCondition target = new()
        {
            Type = "DisruptionTarget",
            Status = "True",
            Reason = "EvictionByEvictionAPI",
            Message = "Eviction API: evicting",
            LastTransitionTime = new Time(now),
            ObservedGeneration = pod.Metadata.Generation,
        };
        PodCondition? known = pod.Status.Conditions.FirstOrDefault(one => one.Type == target.Type);
        if (known is { Status: "True" })
            target = target with { LastTransitionTime = known.LastTransitionTime };
        List<PodCondition> conditions = [.. pod.Status.Conditions.Where(one => one.Type != target.Type), target];
        ObjectMeta metadata = options.Preconditions?.ResourceVersion is { } revision
            ? pod.Metadata with { ResourceVersion = revision } : pod.Metadata;
        return pod with { Metadata = metadata, Status = pod.Status with { Conditions = conditions } };
    }

    private static bool NamesRevision(DeleteOptions options) => options.Preconditions?.ResourceVersion is not null;

    private static DeleteOptions At(DeleteOptions options, Pod pod) => options with
    {
        Preconditions = (options.Preconditions ?? Preconditions.Empty) with
        {
            ResourceVersion = pod.Metadata.ResourceVersion,
        },
    };

    private static bool IsConflict(Reply reply) => reply is StatusReply { Status.Reason: StatusReason.Conflict };
}
