using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Kubesharp.Api;
using Kubesharp.Api.FlowControl;
using Kubesharp.Api.Meta;
using Kubesharp.Api.Transport;
using Kubesharp.ApiServer.Requests;

namespace Kubesharp.ApiServer.FlowControl;

/// <summary>
/// Decides whether a request runs now, waits or is turned away, so that one noisy client cannot starve the others
/// (KEP-1040). Requests over HTTP pass it; components of the same process are not gated.
/// </summary>
/// <remarks>
/// The configuration is an immutable snapshot, swapped by the loop of <see cref="RunAsync"/>; levels own their seats.
/// No timer: seats are shared out anew when a request has to wait, or when the machine carries more or fewer at once.
/// </remarks>
public sealed class FlowController
{
    // A quarter of the time that a request may take: what has waited longer is better tried again.
    internal static readonly TimeSpan Patience = Limits.RequestTimeout / 4;
    private static readonly TimeSpan ReshareMin = TimeSpan.FromMilliseconds(10);
    // For each core one that computes and some that wait for the disk or their clients; every level keeps one.
    private static readonly int SeatsMin = 8 * Environment.ProcessorCount;

    private readonly ApiServer server;
    private readonly FlowObjects objects;
    private readonly int seatsTotal;
    private readonly SeatGovernor governor;
    private readonly PoolLateness lateness;
    private readonly ConcurrentDictionary<string, PriorityLevel> levels = new(StringComparer.Ordinal);
    private readonly Lock sharing = new();
    private FlowConfiguration configuration;
    private long sharedAt;

    internal FlowController(ApiServer server, int seatsTotal)
    {
        this.server = server;
        objects = new(server);
        this.seatsTotal = seatsTotal;
        governor = new(seatsTotal, SeatsMin);
        lateness = new(server.Time, Govern);
        configuration = FlowConfiguration.Of([], []);
        Adopt(configuration);
    }

    /// <summary>Classifies the request and waits for its turn.</summary>
    /// <exception cref="OperationCanceledException">The client went away while it waited.</exception>
    public async ValueTask<FlowPass> EnterAsync(ServerRequest request, CancellationToken cancellationToken)
    {
        FlowConfiguration current = Volatile.Read(ref configuration);
        FlowSchema schema = SchemaOf(current, request);
        PriorityLevel level = levels[schema.Spec.PriorityLevelConfiguration.Name];
        if (level.IsExempt)
            return await level.EnterAsync(schema, 0, 0, Patience, cancellationToken);
        lateness.Look();
        ulong flow = ShuffleSharding.Hash(
            schema.Metadata.Name, FlowRules.Distinguisher(schema, request.User, request.Info));
        int seats = WorkEstimate.SeatsOf(request, server.Caches, DefinitionOf(request.Info), level.Limit);
        return await level.EnterAsync(schema, flow, seats, Patience, cancellationToken);
    }

    /// <summary>Streams of unbounded length (exec, logs, proxies) are let in without a seat.</summary>
    public static bool IsGated(RequestInfo info) => !info.IsResourceRequest
        || info.Subresource is not ("exec" or "attach" or "portforward" or "proxy" or "log");

    /// <summary>Takes the stored configuration over, and writes what it finds into the status.</summary>
    internal async Task SyncAsync(CancellationToken cancellationToken)
    {
        (IReadOnlyList<FlowSchema> schemas, IReadOnlyList<PriorityLevelConfiguration> stored) = objects.Read();
        FlowConfiguration next = FlowConfiguration.Of(schemas, stored);
        Adopt(next);
        await objects.WriteAsync(next, schemas, stored, cancellationToken);
    }

    /// <summary>Follows the stored configuration until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            // Begun before the look, so that no change falls between.
            Task change = objects.NextChangeAsync(cancellationToken);
            await SyncAsync(cancellationToken);
            await change;
        }
    }

    /// <summary>For /metrics, under upstream's names.</summary>
    internal void WriteMetrics(StringBuilder output)
    {
        PriorityLevel[] all = [.. levels.Values.OrderBy(static level => level.Name, StringComparer.Ordinal)];
        Type("rejected_requests_total", "counter", static (level, text) => level.Metrics.WriteRejected(text));
        Type("dispatched_requests_total", "counter", static (level, text) => level.Metrics.WriteDispatched(text));
        Type("request_wait_duration_seconds", "histogram", static (level, text) => level.Metrics.WriteWaits(text));
        Type("request_execution_seconds", "histogram", static (level, text) => level.Metrics.WriteExecutions(text));
        Gauge("current_inqueue_requests", static level => level.Waiting);
        Gauge("current_executing_requests", static level => level.Executing);
        Gauge("current_executing_seats", static level => level.SeatsInUse);
        Gauge("current_limit_seats", static level => level.Limit);
        SeatDemand[] demands = Demands(all, seatsTotal);
        for (int index = 0; index < all.Length; index++)
        {
            foreach ((string name, int seats) in new[]
            {
                ("nominal_limit_seats", demands[index].Nominal), ("lower_limit_seats", demands[index].Min),
                ("upper_limit_seats", demands[index].Max),
            })
            {
                output.Append(CultureInfo.InvariantCulture,
                    $"apiserver_flowcontrol_{name}{{priority_level=\"{all[index].Name}\"}} {seats}\n");
            }
        }

        void Type(string name, string type, Action<PriorityLevel, StringBuilder> write)
        {
            output.Append("# TYPE apiserver_flowcontrol_").Append(name).Append(' ').Append(type).Append('\n');
            foreach (PriorityLevel level in all)
                write(level, output);
        }

        void Gauge(string name, Func<PriorityLevel, int> read) => Type(name, "gauge", (level, text) => text.Append(
            CultureInfo.InvariantCulture,
            $"apiserver_flowcontrol_{name}{{priority_level=\"{level.Name}\"}} {read(level)}\n"));
    }

    private static FlowSchema SchemaOf(FlowConfiguration current, ServerRequest request)
    {
        foreach (FlowSchema schema in current.Schemas)
        {
            if (FlowRules.Matches(schema, request.User, request.Info))
                return schema;
        }
        // A user without any group: in-house callers only. The last schema is the one for everybody.
        return current.Schemas[^1];
    }

    private ResourceDefinition? DefinitionOf(RequestInfo info) => info.IsResourceRequest
        ? server.Registry.Find(new(info.Group, info.Version, info.Resource))
        : null;

    private void Adopt(FlowConfiguration next)
    {
        foreach (PriorityLevelConfiguration level in next.Levels.Values)
            levels.GetOrAdd(level.Metadata.Name, NewLevel).Configure(level);
        Volatile.Write(ref configuration, next);
        // What waits in a level that is gone is still served: its seats are those that it holds.
        foreach (string name in levels.Keys)
        {
            if (!next.Levels.ContainsKey(name) && levels[name].SeatsWanted == 0)
                levels.TryRemove(name, out _);
        }
        ShareSeats();
    }

    private PriorityLevel NewLevel(string name) => new(name, server.Time, _ => ShareSeatsIfDue());

    private void Govern(TimeSpan waited)
    {
        if (governor.Observe(waited))
            ShareSeats();
    }

    private void ShareSeatsIfDue()
    {
        if (server.Time.GetElapsedTime(Volatile.Read(ref sharedAt)) >= ReshareMin)
            ShareSeats();
    }

    private void ShareSeats()
    {
        lock (sharing)
        {
            Volatile.Write(ref sharedAt, server.Time.GetTimestamp());
            PriorityLevel[] all = [.. levels.Values];
            int seats = governor.Seats;
            int[] shares = SeatAllocation.Share(Demands(all, seats), seats);
            for (int index = 0; index < all.Length; index++)
                all[index].SetLimit(shares[index]);
        }
    }

    private static SeatDemand[] Demands(PriorityLevel[] all, int seats)
    {
        int sharesOfAll = all.Sum(SharesOf);
        return [.. all.Select(level =>
        {
            if (level.IsExempt)
                return new SeatDemand(0, 0, 0, 0);
            LimitedPriorityLevelConfiguration limited =
                level.Spec.Limited ?? LimitedPriorityLevelConfiguration.Empty;
            int nominal = SeatAllocation.Nominal(seats, SharesOf(level), sharesOfAll);
            int lendable = (int)Math.Round(nominal * (limited.LendablePercent ?? 0) / 100.0);
            int max = limited.BorrowingLimitPercent is { } percent
                ? nominal + (int)Math.Round(nominal * percent / 100.0)
                : seats;
            return new SeatDemand(nominal, Math.Max(1, nominal - lendable), Math.Max(1, max), level.SeatsWanted);
        })];
    }

    private static int SharesOf(PriorityLevel level) =>
        level.IsExempt ? 0 : level.Spec.Limited?.NominalConcurrencyShares ?? 30;
}
