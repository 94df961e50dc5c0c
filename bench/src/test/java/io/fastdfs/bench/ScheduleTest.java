package io.fastdfs.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ScheduleTest {
    @Test
    void requestsAreDueAtTheirRateWhateverIsAnswered() {
        Schedule schedule = new Schedule(1000, 10, 100, 0);
        assertThat(schedule.due(0, 5000)).isEqualTo(1000);
        assertThat(schedule.due(7, 5000)).isEqualTo(1070);
        assertThat(schedule.nextDue(1000)).isEqualTo(1010);
        assertThat(schedule.nextDue(1015)).isEqualTo(1020);
    }

    @Test
    void noneIsDueAfterTheEnd() {
        Schedule schedule = new Schedule(1000, 10, 100, 0);
        assertThat(schedule.dueUntil(1050)).isEqualTo(5);
        assertThat(schedule.dueUntil(9000)).isEqualTo(10);
        assertThat(schedule.isOver(1099, 0)).isFalse();
        assertThat(schedule.isOver(1100, 0)).isTrue();
    }

    @Test
    void aCountEndsItEarlier() {
        Schedule schedule = new Schedule(1000, 10, 100, 3);
        assertThat(schedule.isOver(1001, 2)).isFalse();
        assertThat(schedule.isOver(1001, 3)).isTrue();
        assertThat(schedule.dueUntil(9000)).isEqualTo(3);
    }

    @Test
    void inAClosedLoopEachIsDueAtOnce() {
        assertThat(new Schedule(1000, 0, 100, 0).due(7, 1005)).isEqualTo(1005);
    }
}
