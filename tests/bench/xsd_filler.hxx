// SPDX-License-Identifier: MIT
/** @file What generated/bench/xsd_parser.hxx makes records with. */
#ifndef POX_BENCH_XSD_FILLER_HXX
#define POX_BENCH_XSD_FILLER_HXX

#include "record.h"

#include <string>
#include <vector>

/** Of a parser for one type, which is used again for what is inside of that type. */
class xsd_filler
{
  public:
    /** Where records are made. */
    static inline bench_arena *arena;

    explicit xsd_filler(const pox_type *type)
    {
        layout = bench_layouts + 1;
        while (layout->type != type)
            layout++;
    }

    void enter()
    {
        void *room = bench_arena_zero(arena, layout->size);
        bench_record *record = static_cast<bench_record *>(room);

        record->layout = layout;
        open.push_back({record, std::string()});
    }

    bench_record *leave()
    {
        bench_record *record = open.back().record;

        if (layout->text.use == BENCH_TEXT)
            bench_slots(record)[layout->text.slot].text = copy(open.back().text);
        open.pop_back();
        return record;
    }

    void add_text(const char *text, size_t size)
    {
        open.back().text.append(text, size);
    }

    /** `index` is that of the table. */
    void put(size_t index, const std::string &text)
    {
        slot_of(index)->text = copy(text);
    }

    void put(size_t index, bench_record *record)
    {
        bench_slot *slot = slot_of(index);

        if (layout->elements[index].use == BENCH_ONE) {
            slot->record = record;
            return;
        }
        if (slot[1].record)
            slot[1].record->next = record;
        else
            slot[0].record = record;
        slot[1].record = record;
    }

  private:
    struct level {
        bench_record *record;
        std::string text;
    };

    const bench_layout *layout;
    std::vector<level> open;

    bench_slot *slot_of(size_t index)
    {
        return bench_slots(open.back().record) + layout->elements[index].slot;
    }

    static const char *copy(const std::string &text)
    {
        return bench_arena_copy(arena, text.data(), text.size());
    }
};

#endif
