using Kubesharp.Api;
using Kubesharp.Api.FlowControl;
using Kubesharp.Api.Transport;
using Kubesharp.ApiServer.Authentication;
using Kubesharp.ApiServer.Authorization;

namespace Kubesharp.ApiServer.FlowControl;

/// <summary>
/// The stored configuration: read from the caches, watched for changes, and completed: mandatory objects that were
/// deleted come back, and every schema says whether its priority level exists.
/// </summary>
internal sealed class FlowObjects(ApiServer server)
{
    private const string Dangling = "Dangling";
    private static readonly TimeSpan WatchAgain = TimeSpan.FromSeconds(1);

    private static readonly GroupVersionResource Schemas = Resources.FlowSchemas;
    private static readonly GroupVersionResource Levels = Resources.PriorityLevels;

    private readonly ITransport transport = server.TransportFor(Users.ServerUser, "api-priority-and-fairness-config");

    public (IReadOnlyList<FlowSchema> Schemas, IReadOnlyList<PriorityLevelConfiguration> Levels) Read() =>
        ([.. server.Caches.List(Schemas, "").Cast<FlowSchema>()],
            [.. server.Caches.List(Levels, "").Cast<PriorityLevelConfiguration>()]);

    /// <summary>Completes with the first change after the call.</summary>
    public async Task NextChangeAsync(CancellationToken cancellationToken)
    {
        using CancellationTokenSource first = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task either = await Task.WhenAny(NextOf(Schemas, first.Token), NextOf(Levels, first.Token));
        await Loop.CancelAsync(first);
        await either;
    }

    public async Task WriteAsync(
        FlowConfiguration configuration, IReadOnlyList<FlowSchema> schemas,
        IReadOnlyList<PriorityLevelConfiguration> levels, CancellationToken cancellationToken)
    {
        foreach (PriorityLevelConfiguration due in DefaultFlowControl.MandatoryLevels)
        {
            if (!levels.Any(level => level.Metadata.Name == due.Metadata.Name))
                await CreateAsync(Levels, due, cancellationToken);
        }
        foreach (FlowSchema due in DefaultFlowControl.MandatorySchemas)
        {
            if (!schemas.Any(schema => schema.Metadata.Name == due.Metadata.Name))
                await CreateAsync(Schemas, due, cancellationToken);
        }
        // Side by side, so that the store commits them together.
        await Task.WhenAll(schemas.Select(
            schema => WriteStatusAsync(schema, configuration.Dangling.Contains(schema), cancellationToken)));
    }

    private async Task WriteStatusAsync(FlowSchema schema, bool dangling, CancellationToken cancellationToken)
    {
        string status = dangling ? "True" : "False";
        if (schema.Status.Conditions.Any(one => one.Type == Dangling && one.Status == status))
            return;
        string level = schema.Spec.PriorityLevelConfiguration.Name;
        FlowSchemaCondition condition = new()
        {
            Type = Dangling,
            Status = status,
            LastTransitionTime = new(server.Time.GetUtcNow()),
            Reason = dangling ? "NotFound" : "Found",
            Message = $"This FlowSchema references the PriorityLevelConfiguration object named \"{level}\" "
                + (dangling ? "but there is no such object" : "and it exists"),
        };
        // A conflict means that somebody else wrote: the change wakes this loop again.
        await transport.SendAsync(
            new()
            {
                Verb = Verb.Update,
                Resource = Schemas,
                Name = schema.Metadata.Name,
                Subresource = "status",
                Body = schema with
                {
                    Status = new()
                    {
                        Conditions = [.. schema.Status.Conditions.Where(static one => one.Type != Dangling), condition],
                    },
                },
            },
            cancellationToken);
    }

    private async Task CreateAsync(GroupVersionResource resource, ApiObject due, CancellationToken cancellationToken)
    {
        ApiRequest request = new() { Verb = Verb.Create, Resource = resource, Body = due };
        ApiResponse response = await transport.SendAsync(request, cancellationToken);
        if (response.Error is { Code: not 409 } error)
            server.Options.Log($"the mandatory {due.Kind} \"{due.Metadata.Name}\" was refused: {error.Message}", null);
    }

    private async Task NextOf(GroupVersionResource resource, CancellationToken cancellationToken)
    {
        ApiRequest request = new()
        {
            Verb = Verb.Watch,
            Resource = resource,
            ResourceVersion = Verbs.Revisions.Text(server.Caches.Version(resource)),
        };
        await foreach (WatchEvent change in transport.WatchAsync(request, cancellationToken))
        {
            if (change.Type != WatchEventType.Error)
                return;
        }
        // The watch was ended (the server stops) or lost its place: read again, but not without a pause.
        await Task.Delay(WatchAgain, server.Time, cancellationToken);
    }
}
