using Kubesharp.Api.Printing;
using Kubesharp.Api.Validation;

namespace Kubesharp.Api.FlowControl;

/// <summary>PriorityLevelConfigurations.</summary>
internal sealed class PriorityLevelConfigurationStrategy : Strategy<PriorityLevelConfiguration>
{
    private const string Exempt = "exempt";
    private const int SharesDefault = 30;
    private const int QueuesDefault = 64;
    private const int HandSizeDefault = 8;
    private const int QueueLengthDefault = 50;
    private const int QueuesMax = 10_000_000;
    private const int PercentMax = 100;
    private const int EntropyBitsMax = 60;

    protected override bool Namespaced => false;
    protected override bool CountsGenerations => true;

    protected override bool HasSameSpec(PriorityLevelConfiguration left, PriorityLevelConfiguration right) =>
        left.Spec.Equals(right.Spec);

    protected override PriorityLevelConfiguration WithSpecOf(
        PriorityLevelConfiguration value, PriorityLevelConfiguration source) => value with { Spec = source.Spec };

    protected override PriorityLevelConfiguration WithStatusOf(
        PriorityLevelConfiguration value, PriorityLevelConfiguration? source) =>
        value with { Status = source?.Status ?? PriorityLevelConfigurationStatus.Empty };

    protected override PriorityLevelConfiguration Default(PriorityLevelConfiguration value)
    {
        PriorityLevelConfigurationSpec spec = value.Spec;
        if (spec.Type == "Exempt")
        {
            ExemptPriorityLevelConfiguration exempt = spec.Exempt ?? ExemptPriorityLevelConfiguration.Empty;
            if (exempt.NominalConcurrencyShares is null || exempt.LendablePercent is null)
            {
                exempt = exempt with
                {
                    NominalConcurrencyShares = exempt.NominalConcurrencyShares ?? 0,
                    LendablePercent = exempt.LendablePercent ?? 0,
                };
            }
            if (!ReferenceEquals(exempt, spec.Exempt))
                spec = spec with { Exempt = exempt };
        }
        if (spec.Limited is { } limited)
        {
            LimitedPriorityLevelConfiguration full = Default(limited);
            if (!ReferenceEquals(full, limited))
                spec = spec with { Limited = full };
        }
        return ReferenceEquals(spec, value.Spec) ? value : value with { Spec = spec };
    }

    private static LimitedPriorityLevelConfiguration Default(LimitedPriorityLevelConfiguration limited)
    {
        if (limited.NominalConcurrencyShares is null || limited.LendablePercent is null)
        {
            limited = limited with
            {
                NominalConcurrencyShares = limited.NominalConcurrencyShares ?? SharesDefault,
                LendablePercent = limited.LendablePercent ?? 0,
            };
        }
        if (limited.LimitResponse.Queuing is not { } queuing
            || (queuing.Queues != 0 && queuing.HandSize != 0 && queuing.QueueLengthLimit != 0))
        {
            return limited;
        }
        return limited with
        {
            LimitResponse = limited.LimitResponse with
            {
                Queuing = queuing with
                {
                    Queues = queuing.Queues == 0 ? QueuesDefault : queuing.Queues,
                    HandSize = queuing.HandSize == 0 ? HandSizeDefault : queuing.HandSize,
                    QueueLengthLimit = queuing.QueueLengthLimit == 0 ? QueueLengthDefault : queuing.QueueLengthLimit,
                },
            },
        };
    }

    protected override void Validate(PriorityLevelConfiguration value, FieldErrors errors)
    {
        PriorityLevelConfigurationSpec spec = value.Spec;
        FieldPath path = FieldPath.Spec;
        if (value.Metadata.Name == Exempt != (spec.Type == "Exempt"))
        {
            errors.Invalid(path.Child("type"), spec.Type,
                "type must be 'Exempt' if and only if name is 'exempt'");
        }
        switch (spec.Type)
        {
            case "Exempt":
                if (spec.Limited is not null)
                    errors.Forbidden(path.Child("limited"), "must be nil if the type is not Limited");
                if (spec.Exempt is { } exempt)
                    Validate(exempt, path.Child("exempt"), errors);
                break;
            case "Limited":
                if (spec.Exempt is not null)
                    errors.Forbidden(path.Child("exempt"), "must be nil if the type is Limited");
                if (spec.Limited is { } limited)
                    Validate(limited, path.Child("limited"), errors);
                else
                    errors.Required(path.Child("limited"), "must not be empty when type is Limited");
                break;
            default:
                errors.NotSupported(path.Child("type"), spec.Type, "Exempt", "Limited");
                break;
        }
        ValidateStatus(value.Status, errors);
    }

    protected override void ValidateStatusUpdate(
        PriorityLevelConfiguration value, PriorityLevelConfiguration old, FieldErrors errors) =>
        ValidateStatus(value.Status, errors);

    private static void ValidateStatus(PriorityLevelConfigurationStatus status, FieldErrors errors)
    {
        var types = new HashSet<string>();
        for (int i = 0; i < status.Conditions.Count; i++)
        {
            FieldPath path = FieldPath.Status.Child("conditions").Index(i).Child("type");
            string type = status.Conditions[i].Type;
            if (!types.Add(type))
                errors.Duplicate(path, type);
            if (type.Length == 0)
                errors.Required(path, "must not be empty");
        }
    }

    private static void Validate(ExemptPriorityLevelConfiguration exempt, FieldPath path, FieldErrors errors)
    {
        if (exempt.NominalConcurrencyShares is < 0)
        {
            errors.Invalid(path.Child("nominalConcurrencyShares"), exempt.NominalConcurrencyShares.Value,
                "must be a non-negative integer");
        }
        Percent(exempt.LendablePercent, path.Child("lendablePercent"), errors);
    }

    private static void Validate(LimitedPriorityLevelConfiguration limited, FieldPath path, FieldErrors errors)
    {
        if (limited.NominalConcurrencyShares is < 0)
        {
            errors.Invalid(path.Child("nominalConcurrencyShares"), limited.NominalConcurrencyShares.Value,
                "must be a non-negative integer");
        }
        LimitResponse response = limited.LimitResponse;
        FieldPath at = path.Child("limitResponse");
        switch (response.Type)
        {
            case "Reject":
                if (response.Queuing is not null)
                {
                    errors.Forbidden(at.Child("queuing"),
                        "must be nil if limited.limitResponse.type is not Limited");
                }
                break;
            case "Queue":
                if (response.Queuing is { } queuing)
                    Validate(queuing, at.Child("queuing"), errors);
                else
                {
                    errors.Required(at.Child("queuing"),
                        "must not be empty if limited.limitResponse.type is Limited");
                }
                break;
            default:
                errors.NotSupported(at.Child("type"), response.Type, "Queue", "Reject");
                break;
        }
        Percent(limited.LendablePercent, path.Child("lendablePercent"), errors);
        if (limited.BorrowingLimitPercent is < 0)
        {
            errors.Invalid(path.Child("borrowingLimitPercent"), limited.BorrowingLimitPercent.Value,
                "if specified, must be a non-negative integer");
        }
    }

    private static void Percent(int? percent, FieldPath path, FieldErrors errors)
    {
        if (percent is < 0 or > PercentMax)
            errors.Invalid(path, percent.Value, "must be between 0 and 100, inclusive");
    }

    private static void Validate(QueuingConfiguration queuing, FieldPath path, FieldErrors errors)
    {
        if (queuing.QueueLengthLimit <= 0)
            errors.Invalid(path.Child("queueLengthLimit"), queuing.QueueLengthLimit, "must be positive");
        if (queuing.Queues <= 0)
            errors.Invalid(path.Child("queues"), queuing.Queues, "must be positive");
        else if (queuing.Queues > QueuesMax)
            errors.Invalid(path.Child("queues"), queuing.Queues, "must not be greater than 10000000");
        FieldPath hand = path.Child("handSize");
        if (queuing.HandSize <= 0)
            errors.Invalid(hand, queuing.HandSize, "must be positive");
        else if (queuing.HandSize > queuing.Queues)
        {
            errors.Invalid(hand, queuing.HandSize,
                $"should not be greater than queues ({CellText.Number(queuing.Queues)})");
        }
        else if (EntropyBits(queuing.Queues, queuing.HandSize) > EntropyBitsMax)
        {
            errors.Invalid(hand, queuing.HandSize,
                $"required entropy bits of deckSize {CellText.Number(queuing.Queues)} and handSize "
                + $"{CellText.Number(queuing.HandSize)} should not be greater than {EntropyBitsMax}");
        }
    }

    /// <summary>How many bits of a hash it takes to deal a hand out of a deck.</summary>
    private static int EntropyBits(int deck, int hand) => (int)Math.Ceiling(Math.Log2(deck) * hand);

    private static string Queuing(PriorityLevelConfiguration value, Func<QueuingConfiguration, int> read) =>
        value.Spec.Limited?.LimitResponse.Queuing is { } queuing ? CellText.Number(read(queuing)) : CellText.None;

    private static string Shares(PriorityLevelConfiguration value)
    {
        int? shares = value.Spec.Limited is { } limited
            ? limited.NominalConcurrencyShares
            : value.Spec.Exempt?.NominalConcurrencyShares;
        return shares is { } number ? CellText.Number(number) : CellText.None;
    }

    public override IReadOnlyList<Column> Columns { get; } =
    [
        Printing.Columns.Name<PriorityLevelConfiguration>(),
        Printing.Columns.Text<PriorityLevelConfiguration>(
            "Type", "Whether requests of this level are limited.", static value => value.Spec.Type),
        Printing.Columns.Text<PriorityLevelConfiguration>(
            "NominalConcurrencyShares", "The level's part of the server's seats.", Shares),
        Printing.Columns.Text<PriorityLevelConfiguration>(
            "Queues", "How many queues there are.",
            static value => Queuing(value, static queuing => queuing.Queues)),
        Printing.Columns.Text<PriorityLevelConfiguration>(
            "HandSize", "How many queues a flow may use.",
            static value => Queuing(value, static queuing => queuing.HandSize)),
        Printing.Columns.Text<PriorityLevelConfiguration>(
            "QueueLengthLimit", "How many requests may wait in a queue.",
            static value => Queuing(value, static queuing => queuing.QueueLengthLimit)),
        Printing.Columns.Age<PriorityLevelConfiguration>(),
    ];
}
